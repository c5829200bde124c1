/** The way back to whoever started this process: Electron's main process, or Node's where there is no Electron. */
import type { Port } from '../../shared/ipc-port';

export interface ParentPort {
  post: (message: unknown) => void;
  /** `port`: what came along with it, a window's. */
  listen: (listener: (message: unknown, port: Port | undefined) => void) => void;
  /** The other end has gone without a word. */
  onGone: (listener: () => void) => void;
}

/** As far as it is used here: `process.parentPort` in a utility process of Electron, and the ports that come through it. */
interface ElectronPort {
  on: (event: 'message', listener: (event: { data: unknown; ports: ElectronPort[] }) => void) => unknown;
  postMessage: (message: unknown) => void;
  start?: () => void;
}

export function openParentPort(): ParentPort {
  const electron = (process as { parentPort?: ElectronPort }).parentPort;
  return electron === undefined ? overChannelOfNode() : overPortOfElectron(electron);
}

function overPortOfElectron(parent: ElectronPort): ParentPort {
  return {
    post: (message) => {
      parent.postMessage(message);
    },
    listen: (listener) => {
      parent.on('message', ({ data, ports: [port] }) => {
        listener(data, port && asPort(port));
      });
    },
    // Electron ends its utility processes with itself.
    onGone: () => undefined,
  };
}

function asPort(port: ElectronPort): Port {
  return {
    post: (message) => {
      port.postMessage(message);
    },
    listen: (listener) => {
      port.on('message', ({ data }) => {
        listener(data);
      });
      port.start?.();
    },
  };
}

/** No port passes through it: what is in `window` is what a window would say, and hear. */
function overChannelOfNode(): ParentPort {
  const isWindows = (message: unknown): message is { window: unknown } =>
    typeof message === 'object' && message !== null && 'window' in message;
  // What was still to be told when the other end went has nobody to hear it.
  const post = (message: unknown): void => {
    if (process.connected) process.send?.(message);
  };
  const windowPort = (): Port => ({
    post: (message) => {
      post({ window: message });
    },
    listen: (listener) => {
      process.on('message', (message) => {
        if (isWindows(message)) listener(message.window);
      });
    },
  });
  return {
    post,
    listen: (listener) => {
      process.on('message', (message) => {
        if (!isWindows(message)) listener(message, windowPort());
      });
    },
    onGone: (listener) => process.on('disconnect', listener),
  };
}
