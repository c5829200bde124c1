/** Answers one question of the way back (shared/give-back.ts). Reads only, but for leases. */
import type { ProcessIdentity } from '../../process/process-identity';
import { questionSchema, type Answer, type AnswerOf, type Question } from '../../shared/give-back';
import { releaseLease, takeLease } from '../keep/leases';
import { readPins } from '../keep/pins';
import { isDirectory } from '../prepare-partial';
import { readMachine } from '../read-machine';
import { messageOf } from '../result';
import { readSnapshotRecord } from '../snapshot-record';
import type { MachinePaths } from '../store-layout';
import { compareSnapshots } from './compare-snapshots';
import { findNames } from './find-names';
import { listDirectory, listTrees } from './list-entries';
import { listFolder } from './list-folder';
import { listPlainVersions, listVersions } from './list-versions';
import { readHead } from './read-head';

type Say = (answer: Answer) => void;

/** Who asks from another machine sees no more than was granted. */
export interface Scope {
  /** Null: all. */
  snapshots: readonly string[] | null;
  /** Who reads: a process of the laptop is none of this machine. */
  holder: ProcessIdentity;
}

/**
 * Says `end` or `failed` last; returns whether it was `end`.
 *
 * @param asked JSON of a question. @param scope undefined: whoever asks owns the store
 */
export async function answerQuestion(
  paths: MachinePaths,
  asked: string,
  say: Say,
  scope?: Scope,
): Promise<boolean> {
  const failed = await tryToAnswer(paths, asked, say, scope);
  say(failed ?? { answer: 'end' });
  return failed === undefined;
}

async function tryToAnswer(
  paths: MachinePaths,
  asked: string,
  say: Say,
  scope: Scope | undefined,
): Promise<AnswerOf<'failed'> | undefined> {
  let question: Question;
  try {
    question = questionSchema.parse(JSON.parse(asked));
  } catch {
    return fail('other', 'this is no question that this version knows');
  }
  const covers = (snapshot: string): boolean => scope?.snapshots?.includes(snapshot) ?? true;
  const hidden = snapshotsIn(question).find((snapshot) => !covers(snapshot));
  // Whether there is one is not said either.
  if (hidden !== undefined) return fail('not-granted', hidden);
  try {
    if (!(await isDirectory(paths.directory))) return fail('no-machine', paths.machine);
    const { complete } = await readMachine(paths);
    for (const snapshot of snapshotsIn(question)) {
      if (!complete.includes(snapshot)) return fail('no-snapshot', snapshot);
    }
    return await answer(paths, question, complete.filter(covers), say, scope);
  } catch (error) {
    return fail('other', messageOf(error));
  }
}

function snapshotsIn(question: Question): string[] {
  switch (question.ask) {
    case 'list':
    case 'folder':
    case 'read':
    case 'tree':
    case 'lease':
      return [question.snapshot];
    case 'changes':
      return [question.from, question.to];
    case 'snapshots':
    case 'versions':
    case 'find':
    case 'release':
      return [];
  }
}

async function answer(
  paths: MachinePaths,
  question: Question,
  snapshots: readonly string[],
  say: Say,
  scope: Scope | undefined,
): Promise<AnswerOf<'failed'> | undefined> {
  switch (question.ask) {
    case 'snapshots': {
      // What the store's owner calls a snapshot is the owner's word.
      const pins = scope === undefined ? readPinsIfAny(paths) : new Map<string, string>();
      for (const one of await describeSnapshots(paths, snapshots, pins)) say(one);
      return undefined;
    }
    case 'versions': {
      const list = question.plain === true ? listPlainVersions : listVersions;
      for (const one of await list(paths, snapshots, question.path)) say(one);
      return undefined;
    }
    case 'find':
      for (const one of await findNames(paths, snapshots, question.text)) say(one);
      return undefined;
    case 'changes':
      return (await compareSnapshots(paths, question, say)) ? undefined : fail('no-path', question.path);
    case 'lease':
      takeLease(paths, question.snapshot, scope?.holder ?? question.holder);
      // It may have been dropped in the moment before.
      return (await readMachine(paths)).complete.includes(question.snapshot)
        ? undefined
        : fail('no-snapshot', question.snapshot);
    case 'release':
      releaseLease(paths, question.snapshot, scope?.holder ?? question.holder);
      return undefined;
    case 'list': {
      const isThere = await listDirectory(paths, question.snapshot, question.path, (entry) => {
        say({ answer: 'entry', ...entry });
      });
      return isThere ? undefined : fail('no-path', question.path);
    }
    case 'folder': {
      const isThere = await listFolder(paths, question, say);
      return isThere ? undefined : fail('no-path', question.path);
    }
    case 'read': {
      const isThere = await readHead(paths, question, say);
      return isThere ? undefined : fail('no-path', question.path);
    }
    case 'tree': {
      const missing = await listTrees(paths, question.snapshot, question.paths, snapshots, (entry) => {
        say({ answer: 'entry', ...entry });
      });
      return missing === undefined ? undefined : fail('no-path', missing);
    }
  }
}

/** Broken pins keep nobody from getting files back. */
function readPinsIfAny(paths: MachinePaths): Map<string, string> {
  try {
    return readPins(paths);
  } catch {
    return new Map();
  }
}

/** The oldest first. */
async function describeSnapshots(
  paths: MachinePaths,
  snapshots: readonly string[],
  pins: ReadonlyMap<string, string>,
): Promise<AnswerOf<'snapshot'>[]> {
  const { latest } = await readMachine(paths);
  return Promise.all(
    snapshots.map(async (snapshot): Promise<AnswerOf<'snapshot'>> => {
      const record = await readSnapshotRecord(paths.complete(snapshot));
      const pinned = pins.get(snapshot);
      return {
        ...{ answer: 'snapshot', snapshot, latest: snapshot === latest },
        ...(record.ok && {
          files: record.value.totals.files,
          bytes: record.value.totals.bytes,
          gaps: record.value.unreadable.count,
          roots: record.value.roots,
          looksWrong: record.value.alarm !== undefined,
        }),
        ...(pinned !== undefined && { pinned }),
      };
    }),
  );
}

function fail(why: AnswerOf<'failed'>['why'], detail: string): AnswerOf<'failed'> {
  return { answer: 'failed', why, detail: detail.slice(0, 4000) };
}
