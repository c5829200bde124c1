/** Step 3: what is left out, with what that saves, and the sum that moves with each tick. */
import type { PresetWeight, Weights } from '../../shared/ipc-leave-out';
import { Notice } from '../ui/notice';
import { useLanguage } from '../ui/language';
import type { FirstScan } from './use-first-scan';
import type { StepProps } from './wizard-step';
import './host.css';
import './leave-out-step.css';

interface Props extends StepProps {
  first: FirstScan;
}

export function LeaveOutStep({ look, draft, change, first }: Props) {
  const { words } = useLanguage();
  const { leaveOut } = words.setup;
  const { weights, scan } = first;
  if (look.keepsExcludeList) {
    return (
      <Notice shape="good" title={leaveOut.keptTitle}>
        <p>{leaveOut.kept}</p>
      </Notice>
    );
  }
  if (weights === undefined) return <p role="status">{leaveOut.asking}</p>;
  const usual = weights.presets.filter((preset) => preset.usual).map(({ name }) => name);
  const ticked = draft.presets ?? new Set(usual);
  const tick = (name: string, on: boolean): void => {
    const next = new Set(ticked);
    if (on) next.add(name);
    else next.delete(name);
    change({ presets: next });
  };
  const found = weights.presets
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => Number(b.usual) - Number(a.usual) || b.bytes - a.bytes);
  const empty = weights.presets.filter(({ bytes }) => bytes === 0);
  return (
    <>
      <Sum weights={weights} growing={scan?.phase === 'scanning'} />
      {weights.caches.length > 0 && <Caches weights={weights} />}
      {found.length > 0 && (
        <ul className="first-presets">
          {found.map((preset) => (
            <PresetRow key={preset.name} preset={preset} on={ticked.has(preset.name)} tick={tick} />
          ))}
        </ul>
      )}
      {empty.length > 0 && (
        <details className="host-details">
          <summary>{leaveOut.notFound}</summary>
          <ul className="first-presets">
            {empty.map((preset) => (
              <PresetRow key={preset.name} preset={preset} on={ticked.has(preset.name)} tick={tick} />
            ))}
          </ul>
        </details>
      )}
      <p className="quiet">{leaveOut.later}</p>
    </>
  );
}

function Sum({ weights: { all, backedUp }, growing }: { weights: Weights; growing: boolean }) {
  const { words, formats } = useLanguage();
  const share = all === 0 ? 0 : Math.min(100, (100 * backedUp) / all);
  return (
    <div className="first-sum">
      <p role="status">
        {words.setup.leaveOut.sum(formats.bytes(backedUp), formats.bytes(all))}
        {growing && <span className="quiet"> {words.setup.leaveOut.growing}</span>}
      </p>
      <div className="first-sum-bar" aria-hidden="true">
        <div style={{ inlineSize: `${share}%` }} />
      </div>
    </div>
  );
}

interface RowProps {
  preset: PresetWeight;
  on: boolean;
  tick: (name: string, on: boolean) => void;
}

function PresetRow({ preset: { name, bytes }, on, tick }: RowProps) {
  const { words, formats } = useLanguage();
  const title = words.space.menu.presets[name] ?? name;
  return (
    <li className="first-preset">
      <label className="first-preset-head">
        <input
          type="checkbox"
          checked={on}
          onChange={({ target }) => {
            tick(name, target.checked);
          }}
        />
        <span className="first-preset-title">{title}</span>
        <span className="first-preset-size whole">{formats.bytes(bytes)}</span>
      </label>
      <p className="first-preset-why quiet">{words.setup.presetWhy[name]}</p>
    </li>
  );
}

function Caches({ weights: { caches } }: { weights: Weights }) {
  const { words, formats } = useLanguage();
  const { leaveOut } = words.setup;
  return (
    <section className="caches" aria-labelledby="largest-caches">
      <h3 id="largest-caches">{leaveOut.caches(caches.length)}</h3>
      <ul>
        {caches.map(({ path, bytes, leftOut }) => (
          <li key={path}>
            <span className="path">{path}</span>
            <span className="quiet whole">{leftOut ? leaveOut.leftOut : leaveOut.backedUp}</span>
            <span className="whole">{formats.bytes(bytes)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
