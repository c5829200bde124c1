/** The shapes of the states, as in the tray: never colour alone. On a grid of 16. */
import type { ReactNode } from 'react';
import type { ShapeName } from './shape-name';
import './shape.css';

const RADIUS = 5.75;
const AROUND = 2 * Math.PI * RADIUS;

const DRAWN: Record<Exclude<ShapeName, 'running'>, ReactNode> = {
  good: <circle cx="8" cy="8" r="7" />,
  attention: (
    <path
      fillRule="evenodd"
      d="M7.1 1.6a1 1 0 0 1 1.8 0l6 11.9a1 1 0 0 1-.9 1.5H2a1 1 0 0 1-.9-1.5zM7 6h2l-.3 4.5H7.3zM8 11.5a1 1 0 1 1 0 2a1 1 0 1 1 0-2z"
    />
  ),
  failed: (
    <path d="M3.1 1.3L8 6.2l4.9-4.9l1.8 1.8L9.8 8l4.9 4.9l-1.8 1.8L8 9.8l-4.9 4.9l-1.8-1.8L6.2 8L1.3 3.1z" />
  ),
  open: (
    <path
      fillRule="evenodd"
      d="M2 8h1.5V5a4 4 0 0 1 8 0h-2a2 2 0 0 0-4 0v3H14v7H2zM8 10a1.3 1.3 0 0 1 .7 2.4V14H7.3v-1.6A1.3 1.3 0 0 1 8 10z"
    />
  ),
  paused: <path d="M2.5 2h4v12h-4zM9.5 2h4v12h-4z" />,
  never: (
    <path
      fillRule="evenodd"
      d="M8 1a7 7 0 1 1 0 14a7 7 0 1 1 0-14zM8 3.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 1 0 0-9.6z"
    />
  ),
  cancelled: <path d="M2.5 2.5h11v11h-11z" />,
};

interface Props {
  shape: ShapeName;
  /** In rem. */
  size: number;
  /** How much of the ring is lit, 0 to 100. */
  percent?: number | undefined;
  /** What it says; absent where words beside it say the same. */
  label?: string;
}

export function Shape({ shape, size, percent, label }: Props) {
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg
      className="shape"
      data-shape={shape}
      width={`${size}rem`}
      height={`${size}rem`}
      viewBox="0 0 16 16"
      {...named}
    >
      {shape === 'running' ? <Ring percent={percent ?? 0} /> : DRAWN[shape]}
    </svg>
  );
}

/** Something is lit from the first moment, so that the ring is never taken for the hollow one. */
function Ring({ percent }: { percent: number }) {
  const lit = Math.max(percent, 6) / 100;
  return (
    <>
      <circle className="track" cx="8" cy="8" r={RADIUS} />
      <circle
        className="arc"
        cx="8"
        cy="8"
        r={RADIUS}
        transform="rotate(-90 8 8)"
        strokeDasharray={AROUND}
        strokeDashoffset={AROUND * (1 - lit)}
      />
    </>
  );
}
