/**
 * The report: what the backup host says on the call's stdout, one JSON object a line. A host with the original
 * script says nothing; then its exit status alone decides.
 */
import * as z from 'zod';
import { alarmSchema } from './alarm';
import { cutToFit } from './cut-to-fit';
import { hostFailureSchema } from './failures';
import { proofSchema, verifiedSchema } from './proof';
import { snapshotNameSchema } from './snapshot-name';

/** Finite, whatever a host makes up: no JSON number above it is exact. */
const bytes = z.number().nonnegative().max(Number.MAX_SAFE_INTEGER);
const count = z.int().nonnegative();
/** As rsync writes it: each byte of the longest path may be spelled as \#ooo. */
const path = z.string().max(4 * 4096);

export const totalsSchema = z.object({
  /** Regular files of the snapshot, and all their bytes. */
  files: count,
  bytes,
  /** Files that were new or changed, and the bytes that went over the wire for them. */
  transferredFiles: count,
  transferredBytes: bytes,
  seconds: bytes,
});

const accepted = z.object({
  type: z.literal('accepted'),
  /** The host's name for this machine: from its own configuration, never from the request. */
  machine: z.string().max(64),
  /** The name of the snapshot that this run makes. */
  snapshot: snapshotNameSchema,
  /** The snapshot that unchanged files are linked from; null: this is the first. */
  base: snapshotNameSchema.nullable(),
  /** True where what an unfinished earlier run fetched is used. */
  resumed: z.boolean(),
  /** The version of the host's rsync. */
  rsync: z.string().max(100),
  /** The store's mark. Absent from hosts before 0.2, and where the store has none yet. */
  store: z.uuid().optional(),
});

const progress = z.object({
  type: z.literal('progress'),
  root: path,
  bytes,
  files: count,
  /** Bytes a second. */
  rate: bytes,
  /** 0..100 of this root: of its bytes, or with a base of its files; absent while rsync still builds its list. */
  percent: z.number().min(0).max(100).optional(),
});

const warning = z.object({
  type: z.literal('warning'),
  /** A newer host's are `other`. */
  code: z.enum(['unreadable', 'vanished', 'resumed', 'retention', 'clock', 'other']).catch('other'),
  message: z.string().max(4000),
});

/** A line of a dry run: a path that would be transferred. */
const wouldTransfer = z.object({ type: z.literal('would-transfer'), path, bytes });

/** Paths that could not be read, or not be kept in full; a partial success. At most 1000 are named. */
export const unreadableSchema = z.object({ count, paths: z.array(path).max(1000) });

const done = z.object({
  type: z.literal('done'),
  snapshot: snapshotNameSchema,
  totals: totalsSchema,
  unreadable: unreadableSchema,
  /** Files that went away while they were read: normal on a living system. */
  vanished: count,
  dryRun: z.boolean(),
  /** Absent where nothing looks wrong, and no earlier alarm waits for an answer. */
  alarm: alarmSchema.optional(),
  /** Absent from a dry run, and from hosts before 0.2. */
  proof: proofSchema.optional(),
  verified: verifiedSchema.optional(),
});

const failed = z.object({ type: z.literal('failed'), failure: hostFailureSchema });

export const reportSchema = z.discriminatedUnion('type', [
  accepted,
  progress,
  warning,
  wouldTransfer,
  done,
  failed,
]);
export type Report = z.infer<typeof reportSchema>;
export type DoneReport = z.infer<typeof done>;

const lineSchema = z.object({ latchkey: z.literal(1) });

/** One line of the report, with its newline. What is longer than who reads it takes is cut: a word lost, not the line. */
export function formatReportLine(report: Report): string {
  return `${JSON.stringify({ latchkey: 1, ...cutToFit(report, reportSchema) })}\n`;
}

/** A report, or nothing where the line is none (a host's login banner, an original host's words). */
export function parseReportLine(line: string): Report | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!lineSchema.safeParse(value).success) return undefined;
  const parsed = reportSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
