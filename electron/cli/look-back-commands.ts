/** `latchkey --snapshots`, `--list` and `--versions`: what is in the snapshots. Changes nothing. */
import { EXIT } from '../../shared/exit-codes';
import type { Language } from '../../shared/words/language';
import { askAll } from '../restore/ask';
import type { Bundles } from '../settings/bundles';
import type { UserPaths } from '../settings/user-paths';
import { entryAsJson, entryLine, showBytes, timeOfSnapshot } from './describe-entry';
import { ownLanguage } from './own-language';
import {
  failWith,
  findSnapshotFor,
  wantedPath,
  whenOf,
  withSource,
  type Asked,
  type KnownSnapshot,
} from './restore-source';
import { complain, say, sayJson } from './terminal';

export async function snapshotsCommand(
  paths: UserPaths,
  bundles: Bundles,
  { json, codeFrom, from }: Asked,
): Promise<number> {
  return withSource(paths, bundles, { json, codeFrom, from }, async (source) => {
    const snapshots = await askAll(source, { ask: 'snapshots' }, 'snapshot');
    if (!snapshots.ok) return failWith(snapshots.failure, json);
    const language = ownLanguage();
    for (const { answer, ...snapshot } of snapshots.value) {
      if (json) sayJson<'snapshots'>(snapshot);
      else say(snapshotLine(language, { answer, ...snapshot }));
    }
    if (!json && snapshots.value.length === 0) say(language.words.terminal.snapshots.none);
    return EXIT.completed;
  });
}

function snapshotLine({ words, formats }: Language, snapshot: KnownSnapshot): string {
  const say = words.terminal.snapshots;
  const { snapshot: name, files, bytes, gaps = 0, looksWrong, latest, pinned } = snapshot;
  return [
    `${name}  ${timeOfSnapshot(name)}`,
    files === undefined || bytes === undefined ? say.noRecord : say.size(files, formats.bytes(bytes)),
    ...(gaps > 0 ? [say.gaps(gaps)] : []),
    ...(looksWrong === true ? [say.looksWrong] : []),
    ...(latest ? [say.latest] : []),
    ...(pinned === undefined ? [] : [words.files.snapshot.pinned(pinned)]),
  ].join('  ');
}

export async function listCommand(
  paths: UserPaths,
  bundles: Bundles,
  { path, at, json, codeFrom, from }: Asked & { path: string; at: string | undefined },
): Promise<number> {
  const when = whenOf(at);
  if (when === undefined) return notUnderstood(at);
  return withSource(paths, bundles, { json, codeFrom, from }, async (source, settings) => {
    const chosen = await findSnapshotFor(source, at, when);
    if (!chosen.ok) return failWith(chosen.failure, json);
    const { snapshot } = chosen.value;
    const wanted = wantedPath(path, settings);
    const entries = await askAll(source, { ask: 'list', snapshot, path: wanted }, 'entry');
    if (!entries.ok) return failWith(entries.failure, json);
    const language = ownLanguage();
    const words = language.words.terminal.list;
    const sorted = entries.value.sort((one, other) => (one.path < other.path ? -1 : 1));
    if (!json) say(words.head(showBytes(wanted), timeOfSnapshot(snapshot), snapshot));
    for (const entry of sorted) {
      if (json) sayJson<'list'>(entryAsJson(entry));
      else say(entryLine(language, entry));
    }
    if (!json && sorted.length === 0) say(words.empty);
    return EXIT.completed;
  });
}

export async function versionsCommand(
  paths: UserPaths,
  bundles: Bundles,
  { path, json, codeFrom, from }: Asked & { path: string },
): Promise<number> {
  return withSource(paths, bundles, { json, codeFrom, from }, async (source, settings) => {
    const wanted = wantedPath(path, settings);
    const versions = await askAll(source, { ask: 'versions', path: wanted }, 'version');
    if (!versions.ok) return failWith(versions.failure, json);
    const language = ownLanguage();
    const words = language.words.terminal.versions;
    for (const { first, last, snapshots, entry } of versions.value) {
      if (json) sayJson<'versions'>({ first, last, snapshots, ...entryAsJson(entry) });
      else {
        const from = snapshots > 1 ? words.fromSeveral(first, snapshots, last) : words.from(first);
        say(entryLine(language, entry, from));
      }
    }
    if (versions.value.length > 0) return EXIT.completed;
    complain(words.none(showBytes(wanted)));
    return EXIT.failed;
  });
}

export function notUnderstood(at: string | undefined): number {
  complain(ownLanguage().words.terminal.when.notUnderstood(at ?? ''));
  return EXIT.usage;
}
