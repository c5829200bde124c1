/** What most people leave out, as switches. They change the draft; the file is changed by saving it. */
import { useState } from 'react';
import type { JudgedList, PresetState } from '../../shared/ipc-excludes';
import { request } from '../engine/client';
import { useLanguage } from '../ui/language';
import './presets-panel.css';

interface Props {
  presets: readonly PresetState[] | undefined;
  /** How much of each is in the draft as it is now. */
  live: JudgedList['presets'];
  text: string;
  change: (text: string) => void;
}

export function PresetsPanel({ presets, live, text, change }: Props) {
  const { excludes } = useLanguage().words;
  const [busy, setBusy] = useState(false);
  const set = async (name: string, on: boolean): Promise<void> => {
    setBusy(true);
    const answer = await request('excludes.set-preset', { text, name, on });
    setBusy(false);
    if (answer.ok) change(answer.value.text);
  };
  return (
    <section className="presets" aria-labelledby="presets-title">
      <h2 id="presets-title">{excludes.presets.title}</h2>
      {presets === undefined && <p className="quiet">{excludes.presets.asking}</p>}
      <ul>
        {presets?.map((preset) => {
          const now = live.find(({ name }) => name === preset.name) ?? preset;
          return (
            <PresetRow
              key={preset.name}
              preset={{ ...preset, there: now.there, rules: now.rules }}
              busy={busy}
              set={(on) => void set(preset.name, on)}
            />
          );
        })}
      </ul>
    </section>
  );
}

function PresetRow({
  preset,
  busy,
  set,
}: {
  preset: PresetState;
  busy: boolean;
  set: (on: boolean) => void;
}) {
  const { words, formats } = useLanguage();
  const { presets, files } = words.excludes;
  const { name, there, rules, saves } = preset;
  const on = there === rules;
  const size = saves === null ? '' : `${formats.bytes(saves.bytes)} · ${files(saves.files)}`;
  return (
    <li className="preset">
      <label className="preset-switch">
        <input
          type="checkbox"
          role="switch"
          checked={on}
          disabled={busy}
          onChange={({ target }) => {
            set(target.checked);
          }}
        />
        <span className="preset-name">{words.space.menu.presets[name] ?? preset.title}</span>
        {saves !== null && saves.bytes > 0 && (
          <span className="preset-size">{on ? size : presets.wouldSave(size)}</span>
        )}
      </label>
      <p className="quiet">{presets.why[name]}</p>
      {!on && there > 0 && <p className="quieter">{presets.some(there, rules)}</p>}
    </li>
  );
}
