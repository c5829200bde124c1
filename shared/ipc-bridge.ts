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
