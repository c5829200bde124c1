/**
 * What the run tells the guard, as `guard-plan.json` in the run directory. Only this user can write there; it is
 * parsed all the same, since the guard trusts no input.
 */
export interface GuardRoot {
  /** What may be asked for: exactly this path, or this path with one slash behind it. */
  path: string;
  /** The exclude rules, anchored at the contents of `path`: for a request that ends in a slash. */
  excludeFile: string;
  /** The same rules, anchored at the directory above: for a request without the slash, which sends the name as well. */
  excludeFileWithName: string;
  /** What the backup will find in it, for a host that compares before it asks (shared/tree-list.ts); null: there is none. */
  listFile: string | null;
}

export interface GuardPlan {
  /** Absolute paths of the programs; `ionice` is null where the machine has none. */
  rsync: string;
  ionice: string | null;
  /** Of the local rsync, such as "3.5.0": from 3.2.0 on it negotiates checksums at the start of a connection. */
  rsyncVersion: string;
  /** The run's Unix socket: while it is open, the run lives. */
  socket: string;
  /** A dry run: only commands with -n are allowed. */
  dryRun: boolean;
  /** The most that rsync may send, in KiB a second, as its --bwlimit counts; null: no limit of ours. */
  bandwidthLimit: number | null;
  /** Seconds without a byte after which rsync gives up; the peer may ask for fewer. */
  silenceLimit: number;
  roots: GuardRoot[];
}
