/** Snapshots of earlier days, with records as the host program writes them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatSnapshotName } from '../../shared/snapshot-name';

/** Seconds since this machine was started, which may be few: what is older lies in boots before. */
function uptime(): number {
  return Number(readFileSync('/proc/uptime', 'latin1').split(' ')[0]);
}

const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();

export interface MadeSnapshot {
  /** Seconds ago. */
  age: number;
  /** In files/. */
  files?: Record<string, string | Buffer>;
}

/**
 * Makes them, the oldest first, as if this host had completed them with a right clock. Returns their names.
 *
 * @param machine its directory
 */
export function makeSnapshots(machine: string, snapshots: readonly MadeSnapshot[]): string[] {
  const oldest = snapshots[0]?.age ?? 0;
  return snapshots.map(({ age, files = {} }, index) => {
    const time = new Date(Date.now() - age * 1000);
    const name = formatSnapshotName(time);
    const directory = join(machine, name, 'files');
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    for (const [file, content] of Object.entries(files)) writeFileSync(join(directory, file), content);
    const isSameBoot = age < uptime();
    const record = {
      format: 1,
      machine: 'laptop',
      started: time.toISOString(),
      finished: time.toISOString(),
      roots: ['/'],
      totals: { files: 1, bytes: 1, transferredFiles: 1, transferredBytes: 1, seconds: 1 },
      unreadable: { count: 0, paths: [] },
      vanished: 0,
      base: null,
      rsync: '3.2.7',
      sequence: index + 1,
      clock: {
        bootId: isSameBoot ? bootId() : `boot ${index} before this one`,
        uptime: isSameBoot ? uptime() - age : 1000,
        total: oldest - age,
      },
    };
    writeFileSync(join(machine, name, 'snapshot.json'), JSON.stringify(record));
    return name;
  });
}
