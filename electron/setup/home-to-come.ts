/**
 * `adopted.json`: what this laptop has taken over, until a person has said that they know. So the files can come back after
 * the window was closed, or after a log-in. Also what is asked for then: the home of then, into the one of now.
 */
import { rmSync } from 'node:fs';
import { homedir } from 'node:os';
import * as z from 'zod';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import { machineNameSchema } from '../../shared/machine-name';
import { success, type Result } from '../../shared/result';
import { snapshotNameSchema } from '../../shared/snapshot-name';
import { toBytes } from '../exclude/list-text';
import { askAll } from '../restore/ask';
import type { RestoreRequest } from '../restore/look-at-snapshot';
import type { Source } from '../restore/source';

const fileSchema = z.object({
  schemaVersion: z.literal(1),
  machine: machineNameSchema,
  /** The newest one when it was taken over: later ones are of this laptop, and lack what has not come back yet. */
  snapshot: snapshotNameSchema,
  /** Of that snapshot; null where its record is broken. */
  files: z.int().nonnegative().nullable(),
  bytes: z.number().nonnegative().nullable(),
  /** As they were called then. */
  rootsThen: z.array(z.string()),
  /** null: not known. */
  homeThen: z.string().nullable(),
  found: z.object({ settings: z.boolean(), excludeList: z.boolean() }),
  hadCommands: z.boolean(),
});
export type TakenOver = Omit<z.infer<typeof fileSchema>, 'schemaVersion'>;

export type BringBack = 'only-missing' | 'beside';

/** Throws what the file system throws. */
export function noteTakenOver(path: string, taken: TakenOver): void {
  writeStateFile(path, { schemaVersion: 1, ...taken }, { makeDirectory: true });
}

/** Undefined where nothing was taken over, or that is known already. */
export function readTakenOver(path: string): TakenOver | undefined {
  return readStateFile(path, fileSchema).value;
}

/** Throws what the file system throws. */
export function forgetTakenOver(path: string): void {
  rmSync(path, { force: true });
}

/**
 * Fails as askAll does. `beside` takes what is in the home one by one: beside the home itself, where the homes of others
 * are, a person may not write.
 */
export async function requestHome(
  source: Source,
  { snapshot, rootsThen, homeThen }: Pick<TakenOver, 'snapshot' | 'rootsThen' | 'homeThen'>,
  how: BringBack,
): Promise<Result<RestoreRequest>> {
  const request = { source, snapshot, mode: { kind: how } } as const;
  if (homeThen === null) return success({ ...request, paths: rootsThen.map(toBytes) });
  const [from, to] = [toBytes(homeThen), toBytes(homedir())];
  const moved = from === to ? undefined : { from, to };
  if (how === 'only-missing') return success({ ...request, paths: [from], moved });
  const listed = await askAll(source, { ask: 'list', snapshot, path: from }, 'entry');
  if (!listed.ok) return listed;
  const inHome = listed.value.map(({ path }) => path);
  return success({ ...request, paths: inHome.length > 0 ? inHome : [from], moved });
}
