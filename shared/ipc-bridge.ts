/** What passes between a window and the main process is carried by this. Free of imports: the preload script is small. */

/** What the preload script puts into the window. Both sides check what passes; this one only carries it. */
export interface Bridge {
  request: (channel: string, input: unknown) => Promise<unknown>;
  /** Returns how to stop listening. */
  listen: (listener: (event: string, value: unknown) => void) => () => void;
}

/** The two names on Electron's side, under which everything travels. */
export const REQUEST_CHANNEL = 'latchkey.request';
export const EVENT_CHANNEL = 'latchkey.event';
/** Under this name the page gets its port to the service that measures the disk, as a message to itself. */
export const SPACE_PORT = 'latchkey.space-port';

/** What that service answers and tells; every other name is the main process's. */
export type ServiceName = `space.${string}` | `excludes.${string}`;

export function isServiceName(name: string): name is ServiceName {
  return name.startsWith('space.') || name.startsWith('excludes.');
}
