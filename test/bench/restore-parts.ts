/** Parts of the way back by themselves, each in a process of its own: `node restore-parts.js WHAT JSON`, which says JSON. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { ask } from '../../electron/restore/ask';
import { fetchFiles } from '../../electron/restore/fetch';
import type { StoreHere } from '../../electron/restore/source';
import { bytesOfEntries, makeStagings } from '../../electron/restore/stage';
import { answerQuestion } from '../../host/give-back/answer';
import { MachinePaths } from '../../host/store-layout';
import { loadStarter } from '../../process/start-program';
import type { Entry, Question } from '../../shared/give-back';

const TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

interface Place {
  host: string;
  store: string;
  machine: string;
}

const PARTS = {
  /** Into a staging directory below `into`, which stays. */
  async fetch({
    host,
    store,
    machine,
    snapshot,
    path,
    into,
  }: Place & { snapshot: string; path: string; into: string }) {
    const source: StoreHere = { kind: 'here', runtime: process.execPath, host, store, machine };
    const entries = new Map<string, Entry>();
    await ask(source, { ask: 'tree', snapshot, paths: [path] }, (answer) => {
      if (answer.answer === 'entry') entries.set(answer.path, answer);
    });
    const target = join(mkdtempSync(join(into, 'fetch-')), 'tree');
    const made = makeStagings([{ source: path, target, directory: true, wanted: [path] }], (wanted) =>
      bytesOfEntries(wanted, entries),
    );
    if (!made.ok) throw new Error(made.failure.code);
    const directory = made.value[0]?.directory ?? '';
    const signal = new AbortController().signal;
    const fetched = await timed(async () => {
      const done = await fetchFiles(
        { source, snapshot, directory, wanted: [path], entries, recorded: false, signal },
        () => undefined,
      );
      if (!done.ok) throw new Error(done.failure.code);
    });
    return fetched;
  },
  /** The host program's answer, without its start: as one that waits for its questions gives it. */
  async answer({ store, machine, question }: Place & { question: Question }) {
    let answers = 0;
    await loadStarter();
    const cost = await timed(async () => {
      await answerQuestion(new MachinePaths(store, machine), JSON.stringify(question), () => (answers += 1));
    });
    return { ...cost, answers };
  },
};

async function timed(work: () => Promise<void>): Promise<{ seconds: number; cpuSeconds: number }> {
  const [start, used] = [performance.now(), cpuSeconds()];
  await work();
  return { seconds: (performance.now() - start) / 1000, cpuSeconds: cpuSeconds() - used };
}

/** Of this process and of those that it has waited for (proc(5)). */
function cpuSeconds(): number {
  // The program's name stands in parentheses and may hold anything; the four times are 12 to 15 behind it.
  const fields = readFileSync('/proc/self/stat', 'latin1').split(') ').at(-1)?.split(' ') ?? [];
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_A_SECOND;
}

const [, , what = '', asked = '{}'] = process.argv;
const part = new Map<string, (given: never) => Promise<unknown>>(Object.entries(PARTS)).get(what);
if (part === undefined) throw new Error(`there is no part "${what}"`);
process.stdout.write(JSON.stringify(await part(JSON.parse(asked) as never)));
