/** `latchkey --snapshots`, `--list` and `--versions`: what is in the snapshots. Changes nothing. */
import { EXIT } from '../../shared/exit-codes';
import { formatBytes, formatCount } from '../../shared/words';
import { askAll } from '../restore/ask';
import type { Bundles } from '../run/run-context';
import type { UserPaths } from '../settings/user-paths';
import { entryAsJson, entryLine, showBytes, timeOfSnapshot } from './describe-entry';
import {
  failWith,
  findSnapshotFor,
  wantedPath,
  whenOf,
  withSource,
  type CodeSource,
  type KnownSnapshot,
} from './restore-source';
import { complain, say, sayJson } from './terminal';

export async function snapshotsCommand(
  paths: UserPaths,
  bundles: Bundles,
  { json, codeFrom }: { json: boolean; codeFrom: CodeSource },
): Promise<number> {
  return withSource(paths, bundles, { json, codeFrom }, async (source) => {
    const snapshots = await askAll(source, { ask: 'snapshots' }, 'snapshot');
    if (!snapshots.ok) return failWith(snapshots.failure, json);
    for (const snapshot of snapshots.value) {
      if (json) sayJson({ ...snapshot, answer: undefined });
      else say(snapshotLine(snapshot));
    }
    if (!json && snapshots.value.length === 0) say('No snapshots yet.');
    return EXIT.completed;
  });
}

function snapshotLine(snapshot: KnownSnapshot): string {
  const { snapshot: name, files, bytes, gaps = 0, looksWrong, latest, pinned } = snapshot;
  return [
    `${name}  ${timeOfSnapshot(name)}`,
    files === undefined || bytes === undefined
      ? 'its record is missing or broken'
      : `${formatCount(files, 'file')}, ${formatBytes(bytes)}`,
    ...(gaps > 0 ? [formatCount(gaps, 'gap')] : []),
    ...(looksWrong === true ? ['looks wrong'] : []),
    ...(latest ? ['latest'] : []),
    ...(pinned === undefined ? [] : [`pinned${pinned && `: ${pinned}`}`]),
  ].join('  ');
}

export async function listCommand(
  paths: UserPaths,
  bundles: Bundles,
  { path, at, json, codeFrom }: { path: string; at: string | undefined; json: boolean; codeFrom: CodeSource },
): Promise<number> {
  const when = whenOf(at);
  if (when === undefined) return notUnderstood(at);
  return withSource(paths, bundles, { json, codeFrom }, async (source, settings) => {
    const chosen = await findSnapshotFor(source, at, when);
    if (!chosen.ok) return failWith(chosen.failure, json);
    const { snapshot } = chosen.value;
    const wanted = wantedPath(path, settings);
    const entries = await askAll(source, { ask: 'list', snapshot, path: wanted }, 'entry');
    if (!entries.ok) return failWith(entries.failure, json);
    const sorted = entries.value.sort((one, other) => (one.path < other.path ? -1 : 1));
    if (!json) say(`${showBytes(wanted)} as it was at ${timeOfSnapshot(snapshot)} (${snapshot}):`);
    for (const entry of sorted) {
      if (json) sayJson(entryAsJson(entry));
      else say(entryLine(entry));
    }
    if (!json && sorted.length === 0) say('It was empty.');
    return EXIT.completed;
  });
}

export async function versionsCommand(
  paths: UserPaths,
  bundles: Bundles,
  { path, json, codeFrom }: { path: string; json: boolean; codeFrom: CodeSource },
): Promise<number> {
  return withSource(paths, bundles, { json, codeFrom }, async (source, settings) => {
    const wanted = wantedPath(path, settings);
    const versions = await askAll(source, { ask: 'versions', path: wanted }, 'version');
    if (!versions.ok) return failWith(versions.failure, json);
    for (const { first, last, snapshots, entry } of versions.value) {
      if (json) sayJson({ first, last, snapshots, ...entryAsJson(entry) });
      else {
        const others = snapshots > 1 ? ` (${formatCount(snapshots, 'snapshot')}, the newest ${last})` : '';
        say(entryLine(entry, `from ${first}${others}`));
      }
    }
    if (versions.value.length > 0) return EXIT.completed;
    complain(`${showBytes(wanted)} is in no snapshot.`);
    return EXIT.failed;
  });
}

export function notUnderstood(at: string | undefined): number {
  complain(
    `--at ${at ?? ''} is not understood. Say a snapshot's name, or a time such as yesterday, "3 days ago", 2026-11-22 or "2026-11-22 14:00".`,
  );
  return EXIT.usage;
}
