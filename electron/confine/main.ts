/**
 * `confined.mjs RUN-DIRECTORY`, in the place of the guard for a store on this machine: it confines itself and goes on as the
 * guard, whose bundle knows nothing of this. Small, since each connection starts it.
 */
import { pathToFileURL } from 'node:url';
import { readRegularFile } from '../../process/read-file';
import { openLandlock } from './landlock';
import { parseReaderPlan, readerPlanIn } from './reader-plan';

const [, , runDirectory = ''] = process.argv;
const { rules, guard } = parseReaderPlan(readRegularFile(readerPlanIn(runDirectory), 'utf8'));
openLandlock().confineThread(rules);
await import(pathToFileURL(guard).href);
