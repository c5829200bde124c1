/** Starts the host program so that it waits for questions on its stdin (shared/give-back.ts). */
import { asPlainNode } from '../../process/environment';
import { endOf, readLines } from '../../process/read-lines';
import { startProgram } from '../../process/start-program';
import type { StartedHost, StoreHere } from './source';

/** Two paths, each byte of them two, and JSON around it. */
const LONGEST_ANSWER = 128 * 1024;

/** `onLine` is to be taken over before it is asked. */
export async function startHost({ runtime, host, store, machine }: StoreHere): Promise<StartedHost> {
  const program = await startProgram({
    file: runtime,
    args: [host, '--answer', '--store', store, '--machine', machine],
    env: asPlainNode(),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  const started: StartedHost = {
    program,
    said,
    onLine: () => undefined,
    output: endOf(program.stdout),
  };
  readLines(
    program.stdout,
    'utf8',
    (line) => {
      started.onLine(line);
    },
    LONGEST_ANSWER,
  );
  readLines(program.stderr, 'utf8', (line) => said.push(line));
  return started;
}
