/** The rail, and the view beside it. */
import type { ReactNode } from 'react';
import { Rail } from './rail';
import './shell.css';

interface Props {
  children: ReactNode;
  /** What lies over both. */
  above?: ReactNode;
  /** Nothing can be pressed yet. */
  inert?: boolean;
}

export function Frame({ children, above, inert = false }: Props) {
  return (
    <div className="shell" inert={inert}>
      <Rail />
      <main className="screen">{children}</main>
      {above}
    </div>
  );
}
