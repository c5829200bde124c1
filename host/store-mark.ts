/** The mark of a store, read, compared with what the laptop knows, and written where it is missing. */
import { randomUUID } from 'node:crypto';
import { readStateFile } from '../process/read-state-file';
import { writeStateFile } from '../process/write-state-file';
import { judgeStore, storeMarkSchema, type StoreQuestion } from '../shared/store-mark';
import { readMachine } from './read-machine';
import { failure, messageOf, success, type Result } from './result';
import type { MachinePaths } from './store-layout';

/** Undefined where there is none, or where it is not understood: garbage marks nothing. */
function readMark(paths: MachinePaths): string | undefined {
  return readStateFile(paths.mark, storeMarkSchema).value?.id;
}

/**
 * Whether this is the store that the laptop means; gives its mark, undefined where it has none yet. Call it under the
 * machine's lock, before anything is made. Fails with store-not-the-one.
 *
 * @param writes false: a missing mark stays missing, as a check and a dry run change nothing
 */
export async function admitStore(
  paths: MachinePaths,
  question: StoreQuestion | undefined,
  writes: boolean,
  log: (words: string) => void,
): Promise<Result<string | undefined>> {
  // A laptop before 0.2 knows of no marks, and would not remember one.
  if (question === undefined) return success(undefined);
  const { complete } = await readMachine(paths);
  const mark = readMark(paths);
  const verdict = judgeStore(question, {
    mark,
    holdsLast: question.last !== null && complete.includes(question.last),
    isEmpty: complete.length === 0,
  });
  if (!verdict.fits) return failure({ code: 'store-not-the-one', found: verdict.found });
  return success(verdict.needsMark && writes ? writeMark(paths, log) : mark);
}

/** On a full disk the next run writes it. */
function writeMark(paths: MachinePaths, log: (words: string) => void): string | undefined {
  const id = randomUUID();
  try {
    writeStateFile(paths.mark, { format: 1, id, machine: paths.machine });
    return id;
  } catch (error) {
    log(`the store's mark cannot be written: ${messageOf(error)}`);
    return undefined;
  }
}
