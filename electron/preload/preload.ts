/** The only bridge into a window. It carries; both its ends check. */
import { contextBridge, ipcRenderer } from 'electron';
import { EVENT_CHANNEL, REQUEST_CHANNEL, type Bridge } from '../../shared/ipc-bridge';

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
