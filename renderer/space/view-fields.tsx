/** How the picture is drawn. Native fields: they work with every keyboard and screen reader. */
import type { ReactNode } from 'react';
import { useLanguage } from '../ui/language';
import { COLUMN_CHOICES, type ViewChoices } from './use-view-choices';

const COLUMNS = [...COLUMN_CHOICES].map(Number).sort((a, b) => a - b);

interface Props {
  choices: ViewChoices;
  /** Whether this machine's own files are shown. */
  own: boolean;
  /** Whether anything can be left out in what is shown. */
  judged: boolean;
}

export function ViewFields({ choices, own, judged }: Props) {
  const { words, formats } = useLanguage();
  const { space } = words;
  const { set } = choices;
  const { kind, age, excluded, growth } = space.colours;
  return (
    <>
      <Choice label={space.measure} value={choices.measure} choose={set.measure} options={space.measures} />
      <Choice
        label={space.colour}
        value={choices.colourBy}
        choose={set.colourBy}
        options={{ kind, age, ...(judged && { excluded }), ...(own && { growth }) }}
      />
      <Choice label={space.order} value={choices.order} choose={set.order} options={space.orders} />
      <Field text={space.columns}>
        <select
          value={choices.columns}
          onChange={(event) => {
            set.columns(Number(event.target.value));
          }}
        >
          {COLUMNS.map((count) => (
            <option key={count} value={count}>
              {formats.count(count)}
            </option>
          ))}
        </select>
      </Field>
      {judged && <Tick text={space.hideExcluded} on={choices.hideExcluded} turn={set.hideExcluded} />}
      <Tick text={space.showList} on={choices.list} turn={set.list} />
    </>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  choose: (value: T) => void;
  options: Partial<Record<T, string>>;
}

function Choice<T extends string>({ label, value, choose, options }: ChoiceProps<T>) {
  const names = Object.entries(options) as [T, string][];
  return (
    <Field text={label}>
      <select
        value={value}
        onChange={(event) => {
          const chosen = names.find(([name]) => name === event.target.value);
          if (chosen !== undefined) choose(chosen[0]);
        }}
      >
        {names.map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}

function Field({ text, children }: { text: string; children: ReactNode }) {
  return (
    <label className="view-field">
      <span>{text}</span>
      {children}
    </label>
  );
}

function Tick({ text, on, turn }: { text: string; on: boolean; turn: (on: boolean) => void }) {
  return (
    <label className="view-tick">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => {
          turn(event.target.checked);
        }}
      />
      {text}
    </label>
  );
}
