/** The parts of the settings, in the order in which a person sets up a backup. */
import type { SettingsPart } from '../../shared/settings-parts/parts';

/** With one destination, what is in the settings file, and is there once that can be read. */
export const FILE_PARTS = [
  ...(['where', 'what', 'schedule', 'conditions'] as const),
  ...(['speed', 'telling', 'commands'] as const),
] as const;

/** With several: those of the one that is chosen, and then those of all. */
export const FILE_PARTS_OF_SEVERAL = [
  ...(['destinations', 'where', 'schedule', 'conditions', 'speed', 'overdue'] as const),
  ...(['what', 'telling', 'commands'] as const),
] as const;

export const OTHER_PARTS = ['pause', 'start', 'look', 'files', 'about'] as const;

export type PartName =
  (typeof FILE_PARTS)[number] | (typeof FILE_PARTS_OF_SEVERAL)[number] | (typeof OTHER_PARTS)[number];

/** What all destinations share. */
export const OF_ALL: ReadonlySet<SettingsPart> = new Set(['what', 'notices']);

export const partId = (name: PartName): string => `settings-${name}`;
