/** The only bridge into a window. It carries; both its ends check. */
import { contextBridge, ipcRenderer } from 'electron';
import { EVENT_CHANNEL, REQUEST_CHANNEL, SPACE_PORT, type Bridge } from '../../shared/ipc-bridge';

const bridge: Bridge = {
  request: (channel, input) => ipcRenderer.invoke(REQUEST_CHANNEL, channel, input),
  listen: (listener) => {
    const carry = (_event: unknown, name: string, value: unknown): void => {
      listener(name, value);
    };
    ipcRenderer.on(EVENT_CHANNEL, carry);
    return () => ipcRenderer.off(EVENT_CHANNEL, carry);
  },
};

contextBridge.exposeInMainWorld('latchkey', bridge);

/** As far as it is used here: this environment's types have no DOM. */
declare const window: {
  location: { origin: string };
  postMessage: (message: string, origin: string, ports: readonly unknown[]) => void;
};

// A port passes through no bridge; this is how Electron hands one to the page (its tutorial "MessagePorts").
ipcRenderer.on(SPACE_PORT, ({ ports }) => {
  window.postMessage(SPACE_PORT, window.location.origin, ports);
});
