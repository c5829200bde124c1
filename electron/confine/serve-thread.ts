/**
 * `confined-thread.mjs`, a thread of a run: it confines itself, tries whether what it is for still starts, then starts what
 * serves the connections that come through the door. That so is confined with all its children, while the run itself is not.
 */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { readLines } from '../../process/read-lines';
import { startBare } from '../../process/start-bare';
import { NoLandlockError, openLandlock } from './landlock';
import {
  DoesNotStartError,
  parseToThread,
  type FromThread,
  type ThreadPlan,
  type ToThread,
} from './messages';

if (parentPort === null) throw new Error('a thread without its run');
await serveThread(parentPort, workerData as ThreadPlan);

async function serveThread(port: MessagePort, { rules, trials }: ThreadPlan): Promise<void> {
  const say = (message: FromThread): void => {
    port.postMessage(message);
  };
  // Loaded where there is something to try: it takes longer than all the rest.
  const tryOut = trials.length === 0 ? undefined : await (await import('./try-out')).loadTrials();
  try {
    const landlock = openLandlock();
    landlock.confineThread(rules);
    if (tryOut !== undefined) await Promise.all(trials.map(tryOut));
    say({ type: 'confined', version: landlock.version });
  } catch (error) {
    const lasting = error instanceof NoLandlockError || error instanceof DoesNotStartError;
    say({ type: 'not-confined', reason: (error as Error).message, lasting });
    port.close();
    return;
  }

  const sessions = new Map<number, ReturnType<typeof startBare>>();
  const startOne = ({ id, file, args, socket }: Extract<ToThread, { type: 'start' }>): void => {
    const session = startBare({ file, args, stdio: [socket, socket, 'pipe'] });
    sessions.set(id, session);
    readLines(session.stderr, 'utf8', (line) => {
      say({ type: 'line', id, line });
    });
    void session.ended.then(({ startError }) => {
      sessions.delete(id);
      say({ type: 'ended', id, startError });
    });
    say({ type: 'started', id, pid: session.pid });
  };

  port.on('message', (message: unknown) => {
    const order = parseToThread(message);
    if (order.type === 'start') startOne(order);
    else if (order.type === 'stop') void sessions.get(order.id)?.stop();
    else port.close();
  });
}
