/** One of a few. The browser's own: it works with every keyboard and reader, and closes by itself. */
import { useId } from 'react';
import './select.css';

interface Props<T extends string> {
  label: string;
  /** The label is for a screen reader alone: what is chosen says enough. */
  labelHidden?: boolean;
  value: T;
  /** Those that are there to choose. */
  options: Partial<Record<T, string>>;
  /** Of what says more about it. */
  describedBy?: string;
  choose: (value: T) => void;
}

export function Select<T extends string>(props: Props<T>) {
  const { label, labelHidden = false, value, options, describedBy, choose } = props;
  const id = useId();
  const values = Object.keys(options) as T[];
  return (
    <span className="select">
      <label htmlFor={id} className={labelHidden ? 'unseen' : undefined}>
        {label}
      </label>
      <select
        id={id}
        aria-describedby={describedBy}
        value={value}
        onChange={({ target }) => {
          const chosen = values.find((one) => one === target.value);
          if (chosen !== undefined) choose(chosen);
        }}
      >
        {values.map((one) => (
          <option key={one} value={one}>
            {options[one]}
          </option>
        ))}
      </select>
    </span>
  );
}
