/** From each version of the settings to the next: pure, and from what is in the file, which is not yet checked. */
import * as z from 'zod';
import { withOneDestination } from './one-destination';

type Settings = Record<string, unknown>;

const versioned = z.looseObject({ schemaVersion: z.int() });

/** By the version that it starts from. */
const STEPS: Record<number, (old: Settings) => Settings> = {
  // Version 2 brought the schedule, what holds it back, and the commands; each absent key has its default.
  1: (old) => ({ ...old, schemaVersion: 2 }),
  // Version 3 brought the bandwidth limit; without it there is none.
  2: (old) => ({ ...old, schemaVersion: 3 }),
  // Version 4 brought several destinations: what there was is the first of them.
  3: (old) => ({ ...withOneDestination(old), schemaVersion: 4 }),
};

/** Settings that no step starts from are returned as they are. */
export function migrateSettings(settings: Settings & { schemaVersion: number }): Settings {
  let current: Settings = settings;
  for (let version = settings.schemaVersion; STEPS[version] !== undefined; version += 1) {
    current = STEPS[version]?.(current) ?? current;
  }
  return current;
}

/** What a file's text holds, of the current version, without the defaults. Throws where it is no text of settings. */
export function rawSettingsIn(text: string): Settings {
  return migrateSettings(versioned.parse(JSON.parse(text)));
}
