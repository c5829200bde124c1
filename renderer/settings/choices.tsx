/** Yes or no, and one of a few with what each of them means. */
import { useId, type ReactNode } from 'react';

interface CheckProps {
  label: string;
  checked: boolean;
  change: (checked: boolean) => void;
}

export function Check({ label, checked, change }: CheckProps) {
  return (
    <label className="switch">
      <input
        type="checkbox"
        checked={checked}
        onChange={({ target }) => {
          change(target.checked);
        }}
      />
      {label}
    </label>
  );
}

interface ChoiceProps<T extends string> {
  /** For a screen reader; what can be chosen says enough to the others. */
  legend: string;
  value: T;
  options: Record<T, { label: string; explain?: string }>;
  choose: (value: T) => void;
  /** Fields that belong to what is chosen, beside it. */
  fieldsOf?: (value: T) => ReactNode;
}

export function Choice<T extends string>({ legend, value, options, choose, fieldsOf }: ChoiceProps<T>) {
  const group = useId();
  const values = Object.keys(options) as T[];
  return (
    <fieldset className="settings-choice">
      <legend className="unseen">{legend}</legend>
      {values.map((one) => {
        const { label, explain } = options[one];
        return (
          <div key={one} className="settings-choice-row">
            <label className="switch">
              <input
                type="radio"
                name={group}
                checked={value === one}
                aria-describedby={explain === undefined ? undefined : `${group}-${one}`}
                onChange={() => {
                  choose(one);
                }}
              />
              {label}
            </label>
            {value === one && fieldsOf?.(one)}
            {explain !== undefined && (
              <p className="settings-choice-explain quiet" id={`${group}-${one}`}>
                {explain}
              </p>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
