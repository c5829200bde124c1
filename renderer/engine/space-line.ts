/** The page's line to the service that measures the disk: the main process hands the port over. */
import * as z from 'zod';
import { takeAnswer } from '../../shared/answer-requests';
import { SPACE_PORT } from '../../shared/ipc-bridge';
import type { Port } from '../../shared/ipc-port';
import { success } from '../../shared/result';
import { ServiceLine } from '../../shared/service-line';

export const spaceLine = new ServiceLine(async (lost) => {
  const arrival = awaitPort();
  const asked = await window.latchkey.request('disk.connect', null);
  const granted = takeAnswer('disk.connect', z.null(), asked);
  if (granted.ok) return success(asPort(await arrival.port, lost));
  arrival.forget();
  return granted;
});

/** The preload script passes it on as a message of the page to itself. */
function awaitPort(): { port: Promise<MessagePort>; forget: () => void } {
  const arrival = new AbortController();
  const port = new Promise<MessagePort>((resolve) => {
    const take = ({ source, data, ports: [first] }: MessageEvent): void => {
      if (source !== window || data !== SPACE_PORT || first === undefined) return;
      arrival.abort();
      resolve(first);
    };
    window.addEventListener('message', take, { signal: arrival.signal });
  });
  return {
    port,
    forget: () => {
      arrival.abort();
    },
  };
}

function asPort(port: MessagePort, lost: () => void): Port {
  port.addEventListener('close', lost);
  return {
    post: (message) => {
      port.postMessage(message);
    },
    listen: (listener) => {
      port.addEventListener('message', ({ data }: MessageEvent) => {
        listener(data);
      });
      port.start();
    },
  };
}
