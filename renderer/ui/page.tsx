/** A view that is read from top to bottom: one column, no wider than is good to read. */
import type { ReactNode } from 'react';
import './page.css';

export function Page({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="page">
      <h1>{title}</h1>
      {children}
    </div>
  );
}
