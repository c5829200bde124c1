/**
 * Where everything lies in a store; the only place that knows.
 *
 *   <store>/                         made by its owner, never by us: an unmounted disk has to be noticed
 *     <machine>/                     0700, one per laptop, named on the host's own command line
 *       .lock                        one run at a time (process/process-lock)
 *       .care-lock                   what reads the store when no backup runs, one at a time
 *       .proving/                    fetched again to be compared, for a moment
 *       .next/                       the newest snapshot's tree, cloned for the next run (host/short/next-clone)
 *       .healing/                    the base without its bad files, to link from, during a run
 *       verify.json                  when what was read, and what is not what it was (host/proof/verify-state)
 *       identity.json                the store's mark: `{format: 1, id, machine}` (shared/store-mark)
 *       .unfinished-files/           halves of big files, for the next run to go on from (rsync --partial-dir)
 *       .leases/                     which snapshots a restore, or who is handed them, reads (keep/leases)
 *       .hand-on-lock                one snapshot is handed on at a time (hand-on/)
 *       .handing-on -> <snapshot>    the one that is being handed on, by a path that is always the same
 *       handed-on.json               what was handed on, or why it was not (hand-on/handed-on-state)
 *       .reserve                     64 KB that are given up where the disk is full (keep/reserve)
 *       pins.json                    what stays because somebody said so (keep/pins)
 *       entries.gz                   what the newest snapshot holds, as the laptop listed it (host/short/known-tree)
 *       usage.json                   how much the snapshots take, where that is bounded (keep/usage)
 *       room.json                    what went so that a backup had room (keep/room-made)
 *       hold.json                    what looked wrong, and what is not deleted for it (host/alarm/hold)
 *       alarm.json                   what later backups are compared with (host/alarm/alarm-state)
 *       latest -> <snapshot>         the last one that was completed, whatever the clock said
 *       <snapshot>/                  UTC start of the run: 2026-11-22T202105Z
 *         files/<root path>/...      each root at its full path; the root "/" directly in files/
 *         exclude                    the exclude list that was used, byte for byte
 *         snapshot.json              what this is (host/snapshot-record)
 *         checksums                  of the files that came with it (host/proof/checksum-lines); .unfinished meanwhile
 *         changes                    from the snapshot before, by name (host/give-back/changes-file); .unfinished meanwhile
 *       <snapshot>.partial/          the same, unfinished
 *         earlier/<number>/...       what interrupted runs fetched, to link from
 *         cloned/...                 what is taken over from the snapshot before, as `files` will be (host/short)
 *         taken/...                  what was cloned beforehand, and is not taken over yet
 *       <snapshot>.dropping/         being removed
 *
 * Owners, groups, devices, fifos and symbolic links are kept in the extended attribute user.rsync.%stat
 * (rsync --fake-super), since nobody here is root: `rsync -aHAX -M--fake-super HOST:... DIR` brings them back.
 */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { machineNameSchema } from '../shared/machine-name';
import { parseSnapshotName } from '../shared/snapshot-name';
import { STORE_MARK_FILE } from '../shared/store-mark';

const PARTIAL = '.partial';
const DROPPING = '.dropping';

export const PROBE_PREFIX = '.probe-';
const OURS =
  /^(?:\.(?:lock|care-lock|hand-on-lock|probe-|reserve).*|\.(?:unfinished-files|proving|healing|latest-next|leases|handing-on|next|next-unfinished)|latest|\.?(?:alarm|handed-on|hold|host|identity|pins|room|usage|verify)\.json.*|\.?entries\.gz.*)$/;

export function isMachineName(text: string): boolean {
  return machineNameSchema.safeParse(text).success;
}

export type EntryKind = 'complete' | 'partial' | 'dropping';

/** Which snapshot an entry of a machine's directory belongs to, and in what state it is. */
export function readEntryName(entry: string): { kind: EntryKind; snapshot: string } | undefined {
  const [kind, snapshot]: [EntryKind, string] = entry.endsWith(PARTIAL)
    ? ['partial', entry.slice(0, -PARTIAL.length)]
    : entry.endsWith(DROPPING)
      ? ['dropping', entry.slice(0, -DROPPING.length)]
      : ['complete', entry];
  return parseSnapshotName(snapshot) === undefined ? undefined : { kind, snapshot };
}

/** Whether an entry of a machine's directory is one of those above, or the draft of one. */
export function isOurEntry(entry: string): boolean {
  return OURS.test(entry) || readEntryName(entry) !== undefined;
}

/** The paths of one machine in one store. */
export class MachinePaths {
  readonly store: string;
  readonly machine: string;
  readonly directory: string;

  constructor(store: string, machine: string) {
    this.store = store;
    this.machine = machine;
    this.directory = join(store, machine);
  }

  get lock(): string {
    return join(this.directory, '.lock');
  }
  get reserve(): string {
    return join(this.directory, '.reserve');
  }
  /** The reserve's name after a backup that did not fit. */
  get reserveOfFull(): string {
    return join(this.directory, '.reserve-full');
  }
  get pins(): string {
    return join(this.directory, 'pins.json');
  }
  get entries(): string {
    return join(this.directory, 'entries.gz');
  }
  get usage(): string {
    return join(this.directory, 'usage.json');
  }
  get roomMade(): string {
    return join(this.directory, 'room.json');
  }
  get careLock(): string {
    return join(this.directory, '.care-lock');
  }
  get proving(): string {
    return join(this.directory, '.proving');
  }
  get next(): string {
    return join(this.directory, '.next');
  }
  get unfinishedNext(): string {
    return join(this.directory, '.next-unfinished');
  }
  get healing(): string {
    return join(this.directory, '.healing');
  }
  get verifyState(): string {
    return join(this.directory, 'verify.json');
  }
  get leases(): string {
    return join(this.directory, '.leases');
  }
  get handOnLock(): string {
    return join(this.directory, '.hand-on-lock');
  }
  get handingOn(): string {
    return join(this.directory, '.handing-on');
  }
  get handedOn(): string {
    return join(this.directory, 'handed-on.json');
  }
  get mark(): string {
    return join(this.directory, STORE_MARK_FILE);
  }
  get latest(): string {
    return join(this.directory, 'latest');
  }
  get nextLatest(): string {
    return join(this.directory, '.latest-next');
  }
  get unfinishedFiles(): string {
    return join(this.directory, '.unfinished-files');
  }
  get hold(): string {
    return join(this.directory, 'hold.json');
  }
  get alarmState(): string {
    return join(this.directory, 'alarm.json');
  }
  /** Never made: a dry run's rsync wants a destination, and must not find anything there. */
  get nowhere(): string {
    return join(this.directory, '.dry-run');
  }
  complete(snapshot: string): string {
    return join(this.directory, snapshot);
  }
  /** Of a complete one. */
  files(snapshot: string): string {
    return snapshotPaths.files(this.complete(snapshot));
  }
  partial(snapshot: string): string {
    return join(this.directory, snapshot + PARTIAL);
  }
  dropping(snapshot: string): string {
    return join(this.directory, snapshot + DROPPING);
  }
}

export const snapshotPaths = {
  files: (snapshotDirectory: string): string => join(snapshotDirectory, 'files'),
  root: (snapshotDirectory: string, root: string): string => join(snapshotDirectory, 'files', root),
  /** Only in a partial one: what interrupted runs fetched, each a tree like `files`. */
  allEarlier: (snapshotDirectory: string): string => join(snapshotDirectory, 'earlier'),
  earlier: (snapshotDirectory: string, number: number): string =>
    join(snapshotDirectory, 'earlier', String(number)),
  cloned: (snapshotDirectory: string): string => join(snapshotDirectory, 'cloned'),
  taken: (snapshotDirectory: string): string => join(snapshotDirectory, 'taken'),
  exclude: (snapshotDirectory: string): string => join(snapshotDirectory, 'exclude'),
  record: (snapshotDirectory: string): string => join(snapshotDirectory, 'snapshot.json'),
  checksums: (snapshotDirectory: string): string => join(snapshotDirectory, 'checksums'),
  unfinishedChecksums: (snapshotDirectory: string): string => join(snapshotDirectory, 'checksums.unfinished'),
  changes: (snapshotDirectory: string): string => join(snapshotDirectory, 'changes'),
  unfinishedChanges: (snapshotDirectory: string): string => join(snapshotDirectory, 'changes.unfinished'),
};

/** What the path of a store leads to; the path itself where that cannot be known. */
export function realPathOf(store: string): string {
  try {
    return realpathSync(store);
  } catch {
    return store;
  }
}
