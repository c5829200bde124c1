/** A scan worker's main program: a bundle of its own, kept alive between scans by the scanner that started it. */
import { parentPort } from 'node:worker_threads';
import { chooseEngine } from './choose-engine';
import { Listing } from './listing';
import { runScan } from './run-scan';
import { packLinks, parseTask, type ScanPartDone } from './worker-messages';

const { name, engine } = chooseEngine();
const listing = new Listing();

parentPort?.on('message', (message: unknown) => {
  const task = parseTask(message);
  if (task.type === 'end') {
    parentPort?.close();
    return;
  }
  const { joined, tooLarge, links, problems } = runScan(engine, listing, task);
  const done: ScanPartDone = {
    type: 'done',
    id: task.id,
    engine: name,
    joined,
    tooLarge,
    links: packLinks(links),
    problems,
  };
  parentPort?.postMessage(done);
});
