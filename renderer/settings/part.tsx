/** One part of the settings: its name at the side, its fields beside it. The index leads to it by its id. */
import type { ReactNode } from 'react';
import { partId, type PartName } from './part-names';

export function Part({ name, title, children }: { name: PartName; title: string; children: ReactNode }) {
  return (
    <section className="settings-part" id={partId(name)} tabIndex={-1} aria-label={title}>
      <h2>{title}</h2>
      <div className="settings-fields">{children}</div>
    </section>
  );
}
