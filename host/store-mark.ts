/** The mark of a store, read, compared with what the laptop knows, and written where it is missing. */
import { randomUUID } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import { judgeStore, storeMarkSchema, type StoreQuestion } from '../shared/store-mark';
import { readMachine } from './read-machine';
import { failure, messageOf, success, type Result } from './result';
import { writePrivateFile } from './snapshot-record';
import type { MachinePaths } from './store-layout';

/** Undefined where there is none, or where it is not understood: garbage marks nothing. */
async function readMark(paths: MachinePaths): Promise<string | undefined> {
  try {
    const parsed = storeMarkSchema.safeParse(JSON.parse(await readFile(paths.mark, 'utf8')));
    return parsed.success ? parsed.data.id : undefined;
  } catch {
    return undefined;
  }
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
  const mark = await readMark(paths);
  const verdict = judgeStore(question, {
    mark,
    holdsLast: question.last !== null && complete.includes(question.last),
    isEmpty: complete.length === 0,
  });
  if (!verdict.fits) return failure({ code: 'store-not-the-one', found: verdict.found });
  return success(verdict.needsMark && writes ? await writeMark(paths, log) : mark);
}

/** On a full disk the next run writes it. */
async function writeMark(paths: MachinePaths, log: (words: string) => void): Promise<string | undefined> {
  const id = randomUUID();
  const draft = `${paths.mark}.new`;
  try {
    await writePrivateFile(
      draft,
      Buffer.from(`${JSON.stringify({ format: 1, id, machine: paths.machine })}\n`),
    );
    await rename(draft, paths.mark);
    return id;
  } catch (error) {
    log(`the store's mark cannot be written: ${messageOf(error)}`);
    return undefined;
  }
}
