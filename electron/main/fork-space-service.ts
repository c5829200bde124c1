/** Starts the service that measures the disk as one of Electron's utility processes: it ends with the application. */
import { MessageChannelMain, utilityProcess, type WebContents } from 'electron';
import { SPACE_PORT } from '../../shared/ipc-bridge';
import type { Order } from '../space/messages';
import type { SpaceServicePort } from './space-service-client';

/**
 * @param bundle dist/space-service.mjs, outside of any archive
 * @param args what space/messages.ts says
 * @param window of this moment
 */
export function forkSpaceService(
  bundle: string,
  args: readonly string[],
  window: () => WebContents | undefined,
): SpaceServicePort {
  const child = utilityProcess.fork(bundle, [...args], {
    serviceName: 'Latchkey disk usage',
    stdio: 'ignore',
  });
  return {
    post: (message) => {
      child.postMessage(message);
    },
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', listener),
    connectWindow: () => {
      const contents = window();
      if (contents === undefined) return false;
      const { port1, port2 } = new MessageChannelMain();
      child.postMessage('connect' satisfies Order, [port1]);
      contents.postMessage(SPACE_PORT, null, [port2]);
      return true;
    },
    kill: () => child.kill(),
  };
}
