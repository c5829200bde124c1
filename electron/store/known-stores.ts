/**
 * Which stores have taken good backups of this machine, for each destination: `stores.json`. And that a person has accepted
 * the one that is there now, whatever it is: `accept-store.json`, which the next good backup uses up.
 */
import * as z from 'zod';
import { rmSync } from 'node:fs';
import { readStateFile } from '../../process/read-state-file';
import { writeStateFile } from '../../process/write-state-file';
import { isGood, type Outcome } from '../../shared/outcome';
import type { RunWarning } from '../../shared/run-warning';
import { snapshotNameSchema } from '../../shared/snapshot-name';
import { MOST_KNOWN_STORES, type StoreQuestion } from '../../shared/store-mark';
import type { UserPaths } from '../settings/user-paths';
import { readHistory } from '../history/history';
import { success, type Result } from '../../shared/result';
import { nameOfHost, type Settings } from '../../shared/settings';
import { machineNameOf } from '../settings/machine-name';
import { changeSettings } from '../settings/save-settings';
import { readSettings } from '../settings/settings-file';

const knownSchema = z.object({
  format: z.literal(1),
  /** By the destination's name (nameOfHost), the latest last. */
  stores: z.record(z.string(), z.array(z.object({ id: z.uuid(), firstSeen: z.iso.datetime() }))),
});
type KnownStores = z.infer<typeof knownSchema>['stores'];

const acceptedSchema = z.union([
  /** By the destination's name, as above. */
  z.object({ format: z.literal(2), hosts: z.record(z.string(), z.object({ instead: z.boolean() })) }),
  /** Of a version that knew of one. */
  z.object({ format: z.literal(1), host: z.string(), instead: z.boolean() }),
]);
type Accepted = Record<string, { instead: boolean }>;

type Files = Pick<UserPaths, 'storesFile' | 'acceptStoreFile'>;

/** What the next backup says of the store that it means. `host`: the destination's name. */
export function askStore(paths: Files & Pick<UserPaths, 'historyFile'>, host: string): StoreQuestion {
  return {
    known: (readKnown(paths)[host] ?? []).map(({ id }) => id).slice(-MOST_KNOWN_STORES),
    last: lastSnapshotAt(readHistory(paths.historyFile), host),
    accept: readAccepted(paths, host) !== undefined,
  };
}

/** The next backup to that destination takes the store that is there. `instead`: the others are forgotten by it. */
export function acceptStore(paths: Files, host: string, instead: boolean): void {
  writeAccepted(paths, { ...readEachAccepted(paths), [host]: { instead } });
}

/** After a good backup. `id`: the store's mark; undefined where the host gave none. Throws what the file system throws. */
function rememberStore(paths: Files, host: string, id: string | undefined, now: Date): void {
  const accepted = readAccepted(paths, host);
  const known = readKnown(paths);
  const before = accepted?.instead === true ? [] : (known[host] ?? []);
  if (id !== undefined && (accepted?.instead === true || !before.some((store) => store.id === id))) {
    const stores = [...before, { id, firstSeen: now.toISOString() }].slice(-MOST_KNOWN_STORES);
    const all = { ...known, [host]: stores };
    writeStateFile(paths.storesFile, { format: 1, stores: all }, { makeDirectory: true });
  }
  if (accepted === undefined) return;
  const others = Object.fromEntries(
    Object.entries(readEachAccepted(paths)).filter(([name]) => name !== host),
  );
  if (Object.keys(others).length === 0) rmSync(paths.acceptStoreFile, { force: true });
  else writeAccepted(paths, others);
}

function lastSnapshotAt(history: readonly Outcome[], host: string): string | null {
  const good = history.findLast(
    (outcome) => outcome.host === host && isGood(outcome) && snapshotOf(outcome) !== undefined,
  );
  return good === undefined ? null : (snapshotOf(good) ?? null);
}

function snapshotOf(outcome: Outcome): string | undefined {
  const named = 'acknowledged' in outcome ? outcome.acknowledged?.snapshot : undefined;
  return snapshotNameSchema.safeParse(named).data;
}

/** Empty where the file is none of ours: the history still says what the last good backup was. */
function readKnown({ storesFile }: Files): KnownStores {
  return readStateFile(storesFile, knownSchema).value?.stores ?? {};
}

function readAccepted(paths: Files, host: string): { instead: boolean } | undefined {
  return readEachAccepted(paths)[host];
}

function readEachAccepted({ acceptStoreFile }: Files): Accepted {
  const { value } = readStateFile(acceptStoreFile, acceptedSchema);
  if (value === undefined) return {};
  return value.format === 1 ? { [value.host]: { instead: value.instead } } : value.hosts;
}

function writeAccepted({ acceptStoreFile }: Files, hosts: Accepted): void {
  writeStateFile(acceptStoreFile, { format: 2, hosts }, { makeDirectory: true });
}

/**
 * Before a further destination is added: what this machine is called in the backups that there are, so that they do not
 * get another name by whichever is made next. Fails as changing settings does.
 */
export function keepMachineName(paths: UserPaths): Result<unknown> {
  const first = readSettings(paths.settingsFile);
  if (!first.ok) return first;
  const { last } = askStore(paths, nameOfHost(first.value));
  if (first.value.machine !== undefined || last === null) return success(undefined);
  const machine = machineNameOf(first.value, last);
  return changeSettings(paths.settingsFile, (raw) => ({ ...raw, machine: raw.machine ?? machine }));
}

/**
 * What a good backup teaches for the next ones: which store it went to, and what this machine is called there. What cannot
 * be written is told to `warn`, and is written after the next one.
 */
export function rememberRun(
  paths: UserPaths,
  settings: Settings,
  outcome: Outcome,
  warn: (warning: RunWarning) => void,
): void {
  if (!isGood(outcome) || !('acknowledged' in outcome) || outcome.acknowledged === undefined) return;
  const { store, snapshot } = outcome.acknowledged;
  try {
    rememberStore(paths, outcome.host, store, new Date());
  } catch (error) {
    warn({ kind: 'store-not-noted', detail: (error as Error).message });
  }
  // A host has this machine's name on its own command line.
  if (settings.machine !== undefined || settings.host.kind !== 'local') return;
  const machine = machineNameOf(settings, snapshot);
  const kept = changeSettings(paths.settingsFile, (raw) => ({ ...raw, machine: raw.machine ?? machine }));
  if (!kept.ok) warn({ kind: 'name-not-kept', name: machine });
}
