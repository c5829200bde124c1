/**
 * Copies of files of a snapshot, to be looked at in the programs for such: read-only, named so that none is taken for the
 * original, in a directory that is open to nobody else and in no backup. They go with the application, or when it starts.
 */
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { failure, success, type Result } from '../../shared/result';
import { parseSnapshotName } from '../../shared/snapshot-name';
import { toBytes } from '../exclude/list-text';
import { STAGING_PREFIX } from '../exclude/own-directories';
import { askAll } from '../restore/ask';
import type { Source } from '../restore/source';
import { asText, baseOf, bytesOf, lookAt } from '../restore/bytes';
import { fetchFiles } from '../restore/fetch';
import { fromWhen, nameBeside } from '../restore/name-beside';
import { makeStagings, removeStaging, stagingPaths } from '../restore/stage';
import { shown } from './shown';

export function copiesDirectory(stateDirectory: string): string {
  return join(stateDirectory, `${STAGING_PREFIX}opened`);
}

/**
 * Returns the copy's path. Fails with request-refused for what is no file, and as ask, makeStagings and fetchFiles do.
 *
 * @param copies the directory of all copies; made if it is missing
 */
export async function copyToOpen(
  source: Source,
  { snapshot, path }: { snapshot: string; path: string },
  copies: string,
  signal: AbortSignal,
): Promise<Result<string>> {
  const asked = await askAll(source, { ask: 'tree', snapshot, paths: [path] }, 'entry', signal);
  if (!asked.ok) return asked;
  const [entry] = asked.value;
  if (entry?.kind !== 'file' || entry.path !== path) {
    return failure({ code: 'request-refused', detail: 'only a file can be opened' });
  }
  const directory = join(copies, randomUUID());
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const name = shownName(path, snapshot);
  const target = toBytes(join(directory, name));
  const move = { source: path, target, directory: false, wanted: [path] };
  const entries = new Map([[path, entry]]);
  const stagings = makeStagings([move], () => entry.diskBytes);
  if (!stagings.ok) return stagings;
  const [staging] = stagings.value;
  if (staging === undefined) throw new Error('there is no staging directory for the copy');
  try {
    const fetched = await fetchFiles(
      { source, snapshot, directory: staging.directory, wanted: [path], entries, recorded: false, signal },
      () => undefined,
    );
    if (!fetched.ok) return fetched;
    const staged = toBytes(stagingPaths.files(staging.directory)) + path;
    if (lookAt(staged)?.isFile() !== true || lookAt(staged)?.size !== entry.size) {
      return failure({ code: 'restore-not-proven', path: shown(path) });
    }
    chmodSync(bytesOf(staged), 0o400);
    renameSync(bytesOf(staged), bytesOf(target));
    return success(join(directory, name));
  } finally {
    await removeStaging(staging.directory);
  }
}

/** Programs take it as an argument: what is no UTF-8 is spelled out. */
function shownName(path: string, snapshot: string): string {
  const name = baseOf(path);
  const words = fromWhen(parseSnapshotName(snapshot) ?? new Date(), new Date());
  const readable = asText(name) === undefined ? toBytes(shown(name)) : name;
  return asText(nameBeside(readable, words, 1, false)) ?? `copy (${words})`;
}
