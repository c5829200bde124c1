/**
 * A new laptop takes over what an old one has on a disk here, or on a host that lets it read: its name, so that the next backup goes on from the last one,
 * its roots, its exclude list and its settings, but for commands, which are for the machine that they were written on.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { readRegularBytes } from '../../process/read-file';
import { failure, success, type Result } from '../../shared/result';
import {
  nameOfHost,
  type HostSettings,
  type LocalHostSettings,
  type Settings,
  type SettingsFile,
} from '../../shared/settings';
import { askAll } from '../restore/ask';
import { withReadyHost } from '../restore/ready-host';
import { restore } from '../restore/restore';
import type { Source } from '../restore/source';
import { rawSettingsIn } from '../settings/migrate-settings';
import { freeName, nameFor } from '../settings/one-destination';
import { parseSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { isInside } from '../settings/is-inside';
import { writeMovedRoots } from '../settings/moved-roots';
import type { KnownMachine } from './find-machines';
import { writeFirstFiles } from './first-files';
import { noteTakenOver } from './home-to-come';

export interface Adopted {
  settings: Settings;
  /** The home directory of then, as far as it is known. */
  homeThen: string | undefined;
  /** Whether the old laptop's own were in the snapshot; without them, the usual ones were written. */
  found: { settings: boolean; excludeList: boolean };
  /** There were commands around a backup, and they are not taken over. */
  hadCommands: boolean;
  /** Roots that are not here. */
  missing: string[];
}

interface Question {
  paths: Pick<UserPaths, 'settingsFile' | 'excludeFile' | 'movedRootsFile' | 'adoptedFile'>;
  /** Where the backups are read. */
  source: Source;
  kept: KnownMachine;
  /** Where backups go from now on; `old`: where the lost laptop's went, as far as that is known. */
  host: (old: HostSettings | undefined) => object;
  /** Of now, absolute. */
  home: string;
  /** Left out where no exclude list was backed up. */
  presets: ReadonlySet<string>;
  signal: AbortSignal;
}

const CONFIGURATION = '.config/latchkey';

/** Fails as writeFirstFiles and restore do; then nothing was written. Throws what the file system throws of its own state. */
export function adoptMachine(question: Question): Promise<Result<Adopted>> {
  return withReadyHost(question.source, (source) => takeOver({ ...question, source }));
}

async function takeOver(question: Question): Promise<Result<Adopted>> {
  const { paths, source, kept, home, presets, signal } = question;
  const { machine, roots } = kept;
  const then = await findHome(source, kept, home);
  const files = await readFiles(source, kept.latest, then, signal);
  if (!files.ok) return files;
  const old = oldSettings(files.value.settings, paths.settingsFile);
  if (!old.ok) return old;
  const homeThen = then ?? guessHome(roots, home);
  const moved = (root: string): string =>
    homeThen !== undefined && isInside(root, homeThen) ? join(home, root.slice(homeThen.length)) : root;
  const { commands, destinations = [], ...others } = old.value?.raw ?? {};
  const rootsThen = old.value?.settings.roots ?? roots;
  const settings = {
    ...{ ...others, machine, roots: rootsThen.map(moved) },
    destinations: goingOnFrom(destinations as RawDestination[], question.host),
  };
  const list = files.value.excludeList;
  const written = writeFirstFiles(paths, {
    settings,
    presets,
    ...(list !== undefined && { excludeList: list.toString('latin1') }),
  });
  if (!written.ok) return written;
  const movedRoots = rootsThen
    .map((before) => ({ root: moved(before), before }))
    .filter(({ root, before }) => root !== before);
  if (movedRoots.length > 0) writeMovedRoots(paths.movedRootsFile, movedRoots);
  const found = { settings: old.value !== undefined, excludeList: list !== undefined };
  const hadCommands = commands !== undefined && Object.keys(commands as object).length > 0;
  noteTakenOver(paths.adoptedFile, {
    ...{ machine, snapshot: kept.latest, files: kept.files ?? null, bytes: kept.bytes ?? null },
    ...{ rootsThen: roots, homeThen: homeThen ?? null, found, hadCommands },
  });
  const missing = missingRoots(written.value.settings);
  return success({ settings: written.value.settings, homeThen, found, hadCommands, missing });
}

interface RawDestination {
  name: string;
  host: HostSettings;
}

/** All that the lost laptop had, the one first that this laptop goes on with. */
function goingOnFrom(
  old: readonly RawDestination[],
  hostNow: Question['host'],
): (RawDestination | { name: string; host: object })[] {
  // Raw: of a host only what was chosen.
  const wanted = hostNow(undefined) as HostSettings;
  const same = goneOnWith(old, wanted);
  const host = hostNow(same?.host);
  const others = old.filter((each) => each !== same);
  const name = same?.name ?? freeName(nameFor(host), others);
  return [{ ...same, name, host }, ...others];
}

/**
 * Of several, only one that is surely this one: what is kept on a disk, and for how long, is that disk's. At the same
 * place, or the only one of its name; a laptop with a single destination of that kind had no other.
 */
function goneOnWith(old: readonly RawDestination[], wanted: HostSettings): RawDestination | undefined {
  const place = nameOfHost({ host: wanted });
  const there = old.find(({ host }) => nameOfHost({ host }) === place);
  if (there !== undefined) return there;
  const [only, another] = old.filter(({ host }) => host.kind === wanted.kind);
  if (another === undefined) return only;
  const [named, second] = old.filter(
    ({ host }) => host.kind === wanted.kind && nameFor(host) === nameFor(wanted),
  );
  return second === undefined ? named : undefined;
}

/** Whose configuration is in the snapshot: this home's, or one of the same name, or else the first. */
async function findHome(source: Source, kept: KnownMachine, home: string): Promise<string | undefined> {
  const candidates: string[] = [];
  for (const root of kept.roots) {
    candidates.push(root, dirname(root));
    if (basename(root) === 'home' || root === '/') candidates.push(...(await homesIn(source, kept, root)));
  }
  const order = (path: string): number => (path === home ? 0 : basename(path) === basename(home) ? 1 : 2);
  const unique = [...new Set(candidates)].sort((one, other) => order(one) - order(other));
  for (const candidate of unique) {
    if (await isBackedUp(source, kept.latest, join(candidate, CONFIGURATION, 'settings.json')))
      return candidate;
  }
  return undefined;
}

async function homesIn(source: Source, { latest }: KnownMachine, root: string): Promise<string[]> {
  const path = root === '/' ? '/home' : root;
  const listed = await askAll(source, { ask: 'list', snapshot: latest, path: bytes(path) }, 'entry');
  if (!listed.ok) return [];
  return listed.value.filter(({ kind }) => kind === 'directory').map((entry) => text(entry.path));
}

async function isBackedUp(source: Source, snapshot: string, path: string): Promise<boolean> {
  const listed = await askAll(source, { ask: 'list', snapshot, path: bytes(path) }, 'entry');
  return listed.ok && listed.value.some((entry) => entry.kind === 'file' && entry.path === bytes(path));
}

async function readFiles(
  source: Source,
  snapshot: string,
  home: string | undefined,
  signal: AbortSignal,
): Promise<Result<{ settings?: Buffer; excludeList?: Buffer }>> {
  if (home === undefined) return success({});
  const names = { settings: 'settings.json', excludeList: 'exclude' } as const;
  const place = (name: string): string => join(home, CONFIGURATION, name);
  const hasList = await isBackedUp(source, snapshot, place(names.excludeList));
  const wanted = hasList ? [names.settings, names.excludeList] : [names.settings];
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-adopt-'));
  try {
    const fetched = await restore(
      {
        ...{ source, snapshot, paths: wanted.map((name) => bytes(place(name))) },
        mode: { kind: 'to', directory: bytes(directory) },
      },
      { restores: join(directory, 'restores'), signal, emit: () => undefined },
    );
    if (!fetched.ok) return fetched;
    if (fetched.value.cancelled) return failure({ code: 'restore-fetch-failed', detail: 'cancelled' });
    return success({
      settings: readRegularBytes(join(directory, names.settings)),
      ...(hasList && { excludeList: readRegularBytes(join(directory, names.excludeList)) }),
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** `raw`: without the defaults, of the current version. Undefined where there are none that are understood. */
function oldSettings(
  file: Buffer | undefined,
  path: string,
): Result<{ settings: SettingsFile; raw: Record<string, unknown> } | undefined> {
  if (file === undefined) return success(undefined);
  const parsed = parseSettings(file.toString('utf8'), path);
  // Of a newer Latchkey all would be lost that this one does not know.
  if (!parsed.ok) return parsed.failure.code === 'settings-newer' ? parsed : success(undefined);
  const raw = rawSettingsIn(file.toString('utf8'));
  return success({ settings: parsed.value, raw });
}

/** A disk: with all that the old laptop had set for it. */
export function hostOfDisk(directory: string, old: HostSettings | undefined): LocalHostSettings {
  return { ...(old?.kind === 'local' ? old : { kind: 'local' }), directory };
}

/** Where no configuration was backed up: this home, or the one root that looks like one. */
function guessHome(roots: readonly string[], home: string): string | undefined {
  if (roots.some((root) => isInside(root, home) || isInside(home, root))) return home;
  const homes = new Set(roots.flatMap((root) => /^\/home\/[^/]+/.exec(root)?.[0] ?? []));
  return homes.size === 1 ? [...homes][0] : undefined;
}

export function missingRoots({ roots }: Pick<Settings, 'roots'>): string[] {
  return roots.filter((root) => !isDirectory(root));
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function bytes(path: string): string {
  return Buffer.from(path).toString('latin1');
}

function text(path: string): string {
  return Buffer.from(path, 'latin1').toString('utf8');
}
