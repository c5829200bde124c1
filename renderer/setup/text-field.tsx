/** One line to type into. What is wrong with it is said beside it, once somebody has gone on or away from it. */
import { useId, useState } from 'react';
import './line.css';

interface Props {
  label: string;
  value: string;
  placeholder?: string;
  wrong: string | undefined;
  /** Somebody wanted to go on: now it is said in any case. */
  pressed: boolean;
  change: (value: string) => void;
}

export function TextField({ label, value, placeholder, wrong, pressed, change }: Props) {
  const wrongId = useId();
  const [left, setLeft] = useState(false);
  const said = wrong !== undefined && (pressed || (left && value !== '')) ? wrong : undefined;
  return (
    <div className="setup-field">
      <label className="field">
        <span>{label}</span>
        <input
          type="text"
          dir="ltr"
          value={value}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          data-wrong={wrong !== undefined}
          aria-invalid={said !== undefined}
          aria-describedby={said === undefined ? undefined : wrongId}
          onBlur={() => {
            setLeft(true);
          }}
          onChange={({ target }) => {
            change(target.value);
          }}
        />
      </label>
      {said !== undefined && (
        <span className="field-wrong" id={wrongId} role="alert">
          {said}
        </span>
      )}
    </div>
  );
}
