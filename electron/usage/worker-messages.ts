/**
 * What the scanner and its workers say to each other. Both ends are this very build, and a worker starts with each
 * cold scan, so what arrives is checked by hand here: the schema library would take longer to load than the check.
 */
import type { LinkRecords, Problem } from './record-directory';
import type { SharedControl } from './scan-control';
import type { SharedColumns } from './shared-columns';

export interface ScanTask {
  type: 'scan';
  id: number;
  /** The position of this worker among all. */
  worker: number;
  columns: SharedColumns;
  control: SharedControl;
  /** Node ids of the roots; their names are in the columns. */
  roots: number[];
  /** This worker looks at the roots and so begins; only one may. */
  startsWithRoots: boolean;
  oneFileSystem: boolean;
  /** Of other devices what is entered all the same. */
  alsoDevices: readonly number[];
  /** Entries in the order in which du(1) visits them. */
  inOrder: boolean;
}

/** No more scans: the worker ends by itself. */
export interface EndTask {
  type: 'end';
}

export interface ScanPartDone {
  type: 'done';
  id: number;
  engine: string;
  joined: boolean;
  tooLarge: boolean;
  links: { words: Uint32Array; values: Float64Array };
  problems: Problem[];
}

export function packLinks({ words, values }: LinkRecords): ScanPartDone['links'] {
  return { words: Uint32Array.from(words), values: Float64Array.from(values) };
}

export function parseTask(message: unknown): ScanTask | EndTask {
  if (isRecord(message) && message.type === 'end') return { type: 'end' };
  if (
    !isRecord(message) ||
    message.type !== 'scan' ||
    !isRecord(message.columns) ||
    !isRecord(message.control)
  ) {
    throw new Error('a scan worker was sent something else than a scan');
  }
  return message as unknown as ScanTask;
}

export function parseScanPartDone(message: unknown): ScanPartDone {
  if (
    !isRecord(message) ||
    message.type !== 'done' ||
    !isRecord(message.links) ||
    !Array.isArray(message.problems)
  ) {
    throw new Error('a scan worker answered something else than its part of a scan');
  }
  return message as unknown as ScanPartDone;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
