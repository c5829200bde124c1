/** The way back to whoever started this process: Electron's main process, or Node's where there is no Electron. */

export interface ParentPort {
  post: (message: unknown) => void;
  onMessage: (listener: (message: unknown) => void) => void;
  /** The other end has gone without a word. */
  onGone: (listener: () => void) => void;
}

/** As far as it is used here (Electron's `process.parentPort` in a utility process). */
interface ElectronPort {
  on: (event: 'message', listener: (event: { data: unknown }) => void) => unknown;
  postMessage: (message: unknown) => void;
}

export function openParentPort(): ParentPort {
  const electron = (process as { parentPort?: ElectronPort }).parentPort;
  if (electron !== undefined) {
    return {
      post: (message) => {
        electron.postMessage(message);
      },
      onMessage: (listener) => {
        electron.on('message', ({ data }) => {
          listener(data);
        });
      },
      // Electron ends its utility processes with itself.
      onGone: () => undefined,
    };
  }
  return {
    // What was still to be told when the other end went has nobody to hear it.
    post: (message) => process.connected && process.send?.(message),
    onMessage: (listener) => process.on('message', listener),
    onGone: (listener) => process.on('disconnect', listener),
  };
}
