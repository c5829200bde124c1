/** What one backup is about: what was asked for, by whom, and where it goes. */
import type { Report } from '../shared/report';
import type { Connection } from './connect-back';
import type { Retention } from './keep/drop-snapshots';
import type { Room } from './keep/make-room';
import type { SnapshotPlan } from './prepare-partial';
import type { PrivateDirectory } from './private-directory';
import type { FileSystem } from './probe-file-system';
import type { Request } from './read-request';
import type { MachinePaths } from './store-layout';
import type { TransferLimit } from './transfer-limit';
import type { WayToLaptop } from './way-to-laptop';

export interface Surroundings {
  report: (report: Report) => void;
  log: (words: string) => void;
  /** Settles when reports are read again; undefined while they are. */
  untilHeard: () => Promise<void> | undefined;
  signal: AbortSignal;
}

export interface HostPrograms {
  rsync: string;
  /** Such as "3.2.7". */
  rsyncVersion: string;
}

export interface Job {
  retention: Retention;
  /** Of the transfer, in seconds. */
  timeLimit: number;
  request: Request;
  way: WayToLaptop;
  programs: HostPrograms;
  fileSystem: FileSystem;
  /** The store's; undefined where it has none. */
  mark: string | undefined;
  paths: MachinePaths;
  room: Room;
}

export interface Transfer {
  plan: SnapshotPlan;
  directory: PrivateDirectory;
  connection: Connection;
  limit: TransferLimit;
}
