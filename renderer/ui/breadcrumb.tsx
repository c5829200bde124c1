/** The way from the top to what is shown; each step leads back. */
import type { Key, ReactNode } from 'react';
import './breadcrumb.css';

interface Props {
  label: string;
  steps: readonly { key: Key; text: ReactNode }[];
  /** To the step of this number. */
  go: (index: number) => void;
}

export function Breadcrumb({ label, steps, go }: Props) {
  return (
    <nav className="breadcrumb" aria-label={label}>
      <ol>
        {steps.map(({ key, text }, index) => (
          <li key={key}>
            {index === steps.length - 1 ? (
              <span aria-current="location">{text}</span>
            ) : (
              <button
                type="button"
                className="link"
                onClick={() => {
                  go(index);
                }}
              >
                {text}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
