/** The parts of the settings, in the order in which a person sets up a backup. */

/** What is in the settings file, and is there once that can be read. */
export const FILE_PARTS = [
  'where',
  'what',
  'schedule',
  'conditions',
  'speed',
  'telling',
  'commands',
] as const;
export const OTHER_PARTS = ['pause', 'start', 'look', 'files', 'about'] as const;

export type PartName = (typeof FILE_PARTS)[number] | (typeof OTHER_PARTS)[number];

export const partId = (name: PartName): string => `settings-${name}`;
