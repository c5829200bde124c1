/** A field to write in, with what is wrong beside it. What was written stays as it is. */
import { useId } from 'react';

interface Props {
  label: string;
  /** The label is for a screen reader alone: what stands before the field says enough. */
  labelHidden?: boolean;
  type: 'text' | 'number' | 'time' | 'url' | 'lines';
  value: string;
  /** Behind the field. */
  unit?: string;
  /** What to write, or what an empty field means. */
  hint?: string;
  /** What is wrong with it. */
  wrong: string | undefined;
  change: (value: string) => void;
}

export function Field({ label, labelHidden = false, type, value, unit, hint, wrong, change }: Props) {
  const id = useId();
  const described = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(wrong === undefined ? [] : [`${id}-wrong`]),
  ];
  const common = {
    id,
    value,
    'aria-invalid': wrong !== undefined,
    'aria-describedby': described.length === 0 ? undefined : described.join(' '),
    onChange: ({ target }: { target: { value: string } }) => {
      change(target.value);
    },
  };
  return (
    <div className="field" data-type={type}>
      <label htmlFor={id} className={labelHidden ? 'unseen' : undefined}>
        {label}
      </label>
      {type === 'lines' ? <textarea rows={3} {...common} /> : <input {...inputOf(type)} {...common} />}
      {unit !== undefined && <span>{unit}</span>}
      {wrong !== undefined && (
        <span className="field-wrong" id={`${id}-wrong`} role="alert">
          {wrong}
        </span>
      )}
      {hint !== undefined && (
        <span className="field-hint quiet" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}

/** A field of numbers would drop what it does not take for one, and a comma with it: these keep what was typed. */
function inputOf(type: Exclude<Props['type'], 'lines'>) {
  switch (type) {
    case 'number':
      return { type: 'text', inputMode: 'decimal', autoComplete: 'off' } as const;
    case 'url':
      return { type: 'url', dir: 'ltr', spellCheck: false } as const;
    case 'text':
      return { type: 'text', dir: 'auto', spellCheck: false } as const;
    case 'time':
      return { type: 'time' } as const;
  }
}
