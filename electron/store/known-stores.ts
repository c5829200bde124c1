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
import type { Settings } from '../../shared/settings';
import { machineNameOf } from '../settings/machine-name';
import { changeSettings } from '../settings/save-settings';

const knownSchema = z.object({
  format: z.literal(1),
  /** By the destination's name (nameOfHost), the latest last. */
  stores: z.record(z.string(), z.array(z.object({ id: z.uuid(), firstSeen: z.iso.datetime() }))),
});
type KnownStores = z.infer<typeof knownSchema>['stores'];

const acceptedSchema = z.object({ format: z.literal(1), host: z.string(), instead: z.boolean() });

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
  writeStateFile(paths.acceptStoreFile, { format: 1, host, instead }, { makeDirectory: true });
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
  if (accepted !== undefined) rmSync(paths.acceptStoreFile, { force: true });
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

function readAccepted({ acceptStoreFile }: Files, host: string): { instead: boolean } | undefined {
  const { value: accepted } = readStateFile(acceptStoreFile, acceptedSchema);
  return accepted?.host === host ? accepted : undefined;
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
