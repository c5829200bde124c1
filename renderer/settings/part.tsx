/** One part of the settings: its name at the side, its fields beside it. */
import type { ReactNode } from 'react';

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="settings-part" aria-label={title}>
      <h2>{title}</h2>
      <div className="settings-fields">{children}</div>
    </section>
  );
}
