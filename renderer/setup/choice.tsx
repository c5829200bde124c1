/** One of a few answers, with what it means below it, and what it needs once it is chosen. */
import { useId, type ReactNode } from 'react';
import './choice.css';

interface Props {
  group: string;
  label: string;
  /** Beside the label: a size, a room. */
  figure?: ReactNode;
  explain?: ReactNode;
  checked: boolean;
  /** Why it cannot be chosen. */
  impossible?: string | undefined;
  choose: () => void;
  children?: ReactNode;
}

export function Choice({ group, label, figure, explain, checked, impossible, choose, children }: Props) {
  const explainId = useId();
  return (
    <div className="choice" data-checked={checked}>
      <label className="choice-head">
        <input
          type="radio"
          name={group}
          checked={checked}
          disabled={impossible !== undefined}
          aria-describedby={explainId}
          onChange={choose}
        />
        <span className="choice-label path">{label}</span>
        {figure !== undefined && <span className="choice-figure whole">{figure}</span>}
      </label>
      <div className="choice-more">
        <p id={explainId} className="quiet path">
          {impossible ?? explain}
        </p>
        {checked && children}
      </div>
    </div>
  );
}
