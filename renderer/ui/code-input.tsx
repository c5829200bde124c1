/** Where a host's one-time code is typed; stands in a `.code-line`, with its button beside it. */
import './code-input.css';

interface Props {
  id: string;
  value: string;
  /** The last one was not taken. */
  refused: boolean;
  describedBy?: string;
  change: (code: string) => void;
  /** Where Enter gives the code, and does not send the form that the field is in. */
  give?: () => void;
}

export function CodeInput({ id, value, refused, describedBy, change, give }: Props) {
  return (
    <input
      id={id}
      type="text"
      dir="ltr"
      maxLength={100}
      spellCheck={false}
      autoComplete="off"
      autoCapitalize="off"
      aria-invalid={refused}
      aria-describedby={describedBy}
      value={value}
      onChange={({ target }) => {
        change(target.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || give === undefined) return;
        event.preventDefault();
        give();
      }}
    />
  );
}
