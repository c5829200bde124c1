/** Starts the service that measures the disk as one of Electron's utility processes: it ends with the application. */
import { utilityProcess } from 'electron';
import type { UsageServicePort } from './usage-service-client';

/** `bundle`: dist/usage-service.mjs, outside of any archive. */
export function forkUsageService(bundle: string): UsageServicePort {
  const child = utilityProcess.fork(bundle, [], { serviceName: 'Latchkey disk usage', stdio: 'ignore' });
  return {
    post: (message) => {
      child.postMessage(message);
    },
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', listener),
    kill: () => child.kill(),
  };
}
