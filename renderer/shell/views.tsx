/**
 * Which component shows which view. A feature plugs itself in here. Home comes with the window; the others follow once it
 * has been painted, or when they are asked for before.
 */
import { lazy, type ComponentType } from 'react';
import type { View } from '../../shared/views';
import { Home } from '../home/home';

const LATER = {
  files: async () => ({ default: (await import('../files/files-view')).FilesView }),
  space: async () => ({ default: (await import('../space/space-view')).SpaceView }),
  excludes: async () => ({ default: (await import('../excludes/excludes-view')).ExcludesView }),
  history: async () => ({ default: (await import('../history/history')).History }),
  settings: async () => ({ default: (await import('../settings/settings')).Settings }),
} satisfies Partial<Record<View, () => Promise<{ default: ComponentType }>>>;

export const SCREENS: Record<View, ComponentType> = {
  home: Home,
  files: lazy(LATER.files),
  space: lazy(LATER.space),
  excludes: lazy(LATER.excludes),
  history: lazy(LATER.history),
  settings: lazy(LATER.settings),
};

/** So that turning to a view does not wait for its script. What cannot be loaded says so when it is turned to. */
export function loadTheOthers(): void {
  for (const load of Object.values(LATER)) load().catch(() => undefined);
}
