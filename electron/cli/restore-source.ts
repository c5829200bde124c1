/** Where files come back from, as the settings have it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure } from '../../shared/failures';
import type { AnswerOf } from '../../shared/give-back';
import { failure, success, type Result } from '../../shared/result';
import { safeText } from '../../shared/safe-text';
import { nameOfHost, type Settings } from '../../shared/settings';
import { toBytes } from '../exclude/list-text';
import { findStoreHere } from '../files/find-store';
import { askAll } from '../restore/ask';
import { chooseSnapshot } from '../restore/choose-snapshot';
import { openGrantedSource } from '../restore/open-granted-source';
import { readWhen, type When } from '../restore/read-when';
import { withReadyHost } from '../restore/ready-host';
import type { GrantedStore, Source } from '../restore/source';
import type { Bundles } from '../settings/bundles';
import { isInside } from '../settings/is-inside';
import { machineNameOf } from '../settings/machine-name';
import { askStore } from '../store/known-stores';
import { placeInside } from '../settings/place-inside';
import { readEachDestination, readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { asBackedUp } from './as-backed-up';
import { pathOfArgument } from './path-of-argument';
import { fail } from './fail';
import { sayJson } from './terminal';
import { openAnswers } from './ask-person';
import { ownLanguage } from './own-language';

export type KnownSnapshot = AnswerOf<'snapshot'>;

/** How a host's one-time code is come by: from a person at this terminal, or from a script. */
export type CodeSource = 'ask' | 'stdin';

export interface Asked {
  json: boolean;
  codeFrom: CodeSource;
  /** A destination's name; undefined: a disk that is there, or else the first. */
  from: string | undefined;
}

/**
 * Finds the store, or is let in at the host, and does the work; a connection ends with it.
 *
 * @returns the work's exit code, or that of what has failed, which is said
 */
export async function withSource(
  paths: UserPaths,
  bundles: Bundles,
  { json, codeFrom, from }: Asked,
  work: (source: Source, settings: Settings) => Promise<number>,
): Promise<number> {
  const settings = chooseDestination(paths, from);
  if (!settings.ok) return failWith(settings.failure, json);
  const found =
    settings.value.host.kind === 'local'
      ? findStoreHere(paths, bundles, settings.value)
      : await openHost(settings.value, bundles, codeFrom);
  if (!found.ok) return failWith(found.failure, json);
  try {
    return await withReadyHost(found.value, (source) => work(source, settings.value));
  } finally {
    if (found.value.kind === 'granted') await found.value.close();
  }
}

/** Nobody has to be asked for what a disk holds. Fails as readSettings does. */
function chooseDestination(paths: UserPaths, from: string | undefined): Result<Settings> {
  const { settingsFile } = paths;
  if (from !== undefined) return readSettings(settingsFile, from);
  const each = readEachDestination(settingsFile);
  if (!each.ok) return each;
  // A directory that is there may be a disk's that is not.
  const here = each.value.find(
    (settings) =>
      settings.host.kind === 'local' &&
      existsSync(join(settings.host.directory, machineNameOf(settings, lastAt(paths, settings)))),
  );
  return readSettings(settingsFile, here?.destination);
}

function lastAt(paths: UserPaths, settings: Settings): string | null {
  return askStore(paths, nameOfHost(settings)).last;
}

/** Fails as openGrantedSource does, and with restore-needs-host where no code is to be had. */
async function openHost(
  { host }: Settings,
  { runtime, host: program }: Bundles,
  codeFrom: CodeSource,
): Promise<Result<GrantedStore>> {
  if (host.kind === 'local') throw new Error('a store of this machine is no host');
  const code = await readCode(codeFrom, host.destination);
  if (code === undefined) return failure({ code: 'restore-needs-host', host: host.destination });
  const never = new AbortController().signal;
  return openGrantedSource(host, code, { runtime, host: program }, never);
}

/** As the host program takes it. `argument`: as Node has it. */
export function wantedPath(argument: string, { roots }: Pick<Settings, 'roots'>): string {
  const given = pathOfArgument(argument);
  const path = asBackedUp(given, roots);
  const isKnown = roots.some((root) => isInside(path, root) || isInside(root, path));
  // A link to a root, or to something in one, is as good as that where the link itself was not backed up.
  const led = isKnown
    ? undefined
    : roots.map((root) => placeInside(given, root)).find((place) => place !== undefined);
  return toBytes(led ?? path);
}

/** Undefined where the words are not understood. `text` undefined: the latest is meant, which is null. */
export function whenOf(text: string | undefined): When | null | undefined {
  return text === undefined ? null : readWhen(text, new Date());
}

/** Fails as ask does, and with restore-no-snapshot; without `text` there are none at all. */
export async function findSnapshotFor(
  source: Source,
  text: string | undefined,
  when: When | null,
): Promise<Result<KnownSnapshot>> {
  const snapshots = await askAll(source, { ask: 'snapshots' }, 'snapshot');
  if (!snapshots.ok) return snapshots;
  const chosen = chooseSnapshot(snapshots.value, when ?? undefined);
  return chosen === undefined ? failure({ code: 'restore-no-snapshot', when: text ?? '' }) : success(chosen);
}

/** Says it, and returns the exit code. */
export function failWith(reason: Failure, json: boolean): number {
  if (json) sayJson<'list'>({ type: 'failed', failure: reason });
  return fail(reason);
}

/**
 * The one-time code of a host: typed at the terminal, or from a script's standard input; never an argument.
 * The first line; undefined where there is none, or nobody to ask.
 */
async function readCode(from: 'ask' | 'stdin', destination: string): Promise<string | undefined> {
  const answers = openAnswers(from);
  try {
    return await answers.ask(wordsFor(destination));
  } finally {
    answers.close();
  }
}

function wordsFor(destination: string): string {
  const { code } = ownLanguage().words.terminal;
  const command = 'latchkey-host --grant-restore';
  const otherwise = `(${code.or(`sudo -u bak ${command}`)})`;
  return `${code.where(safeText(destination))}\n\n  ${command}            ${otherwise}\n\n${code.type} `;
}
