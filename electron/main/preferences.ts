/**
 * What the application itself remembers: where its window was, and what was chosen for it. No more than preferences: a file
 * that cannot be read is begun anew. The person's settings are another file, which this library would rewrite and widen.
 */
import Store from 'electron-store';
import * as z from 'zod';
import { choicesSchema, type Choices } from '../../shared/choices';

const windowSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  maximized: z.boolean(),
});
/** In display-independent pixels; not maximised, it had these bounds. */
export type WindowPlace = z.infer<typeof windowSchema>;

export interface Preferences {
  choices: () => Choices;
  choose: (name: string, value: string) => void;
  /** Undefined: never opened, or what is there is none. */
  windowPlace: () => WindowPlace | undefined;
  keepWindowPlace: (place: WindowPlace) => void;
}

/** @param directory the application's own */
export function openPreferences(directory: string): Preferences {
  const store = openStore(directory);
  const choices = (): Choices => choicesSchema.safeParse(store?.get('choices')).data ?? {};
  const keep = (key: string, value: unknown): void => {
    try {
      store?.set(key, value);
    } catch {
      // A full disk: it holds for this session, in the page, and is forgotten after it.
    }
  };
  return {
    choices,
    choose: (name, value) => {
      keep('choices', { ...choices(), [name]: value });
    },
    windowPlace: () => windowSchema.safeParse(store?.get('window')).data,
    keepWindowPlace: (place) => {
      keep('window', place);
    },
  };
}

/** Undefined where even an empty one cannot be had: a directory in its place, or a disk that cannot be read. */
function openStore(directory: string): Store | undefined {
  try {
    return new Store({
      cwd: directory,
      name: 'preferences',
      configFileMode: 0o600,
      clearInvalidConfig: true,
      accessPropertiesByDotNotation: false,
    });
  } catch {
    return undefined;
  }
}
