/**
 * What the way back asks of the host program, and what that answers: a question a line on its stdin, one after the other;
 * for each, JSON objects on its stdout, a line each, the last of them `end` or `failed`. Paths and names are binary strings, one character a byte; a path is
 * absolute, as the laptop has it.
 */
import * as z from 'zod';
import { snapshotNameSchema } from './snapshot-name';

const text = z.string().max(4000);
/** PATH_MAX is 4096; what rsync makes by going down step by step can be longer. */
const bytes = z.string().max(16_384);
const count = z.int().nonnegative();
const path = bytes.startsWith('/');
export const MOST_FIRST = 500;

/** What is looked at is small; what is larger is fetched. */
const MOST_READ_BYTES = 16 * 1024 * 1024;
/** Of one line: with all around it, far below the longest that is read. */
export const READ_PIECE_BYTES = 48 * 1024;

/** A process of this machine that reads a snapshot: as process/process-identity has it. */
const holderSchema = z.object({ pid: z.int().positive(), startTime: z.string().regex(/^\d{1,20}$/) });

export const questionSchema = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('snapshots') }),
  /** What a directory holds, or the one entry that a path is. */
  z.object({ ask: z.literal('list'), snapshot: snapshotNameSchema, path }),
  /** The same of a directory, for a person who looks through it: neither modes nor owners, and so quick. */
  z.object({
    ask: z.literal('folder'),
    snapshot: snapshotNameSchema,
    path,
    /** So many by name are told first, before the rest is looked at. */
    first: z.object({ most: z.int().positive().max(MOST_FIRST), descending: z.boolean() }).optional(),
  }),
  /** The first so many bytes of a file. */
  z.object({
    ask: z.literal('read'),
    snapshot: snapshotNameSchema,
    path,
    most: z.int().positive().max(MOST_READ_BYTES),
  }),
  /** `plain`: neither modes nor owners are wanted, which makes it quick. A host of before tells them all the same. */
  z.object({ ask: z.literal('versions'), path, plain: z.boolean().optional() }),
  /** These entries and all that is below them. */
  z.object({ ask: z.literal('tree'), snapshot: snapshotNameSchema, paths: z.array(path).min(1) }),
  /** What differs between two snapshots, at a path and below it. */
  z.object({ ask: z.literal('changes'), from: snapshotNameSchema, to: snapshotNameSchema, path }),
  /** Entries whose names hold a text. */
  z.object({ ask: z.literal('find'), text: bytes.min(1) }),
  /** No rule drops the snapshot while this process lives, or until it is released. */
  z.object({ ask: z.literal('lease'), snapshot: snapshotNameSchema, holder: holderSchema }),
  z.object({ ask: z.literal('release'), snapshot: snapshotNameSchema, holder: holderSchema }),
]);
export type Question = z.infer<typeof questionSchema>;

/** `special`: a fifo or a socket. */
const kindSchema = z.enum(['file', 'directory', 'link', 'device', 'special']);

const entryShape = {
  path: bytes,
  kind: kindSchema,
  /** The permission bits, with setuid, setgid and sticky. */
  mode: z.int().min(0).max(0o7777),
  uid: count,
  gid: count,
  /** Of a file its bytes, else 0. */
  size: z.number().nonnegative(),
  mtimeMs: z.number(),
  /** What it takes in the store, in bytes. */
  diskBytes: z.number().nonnegative(),
  /** In the store: entries of one number are one file. */
  ino: z.number().nonnegative(),
  /** Where a link leads. */
  target: bytes.optional(),
  /** Of a file's contents when they were backed up; absent where they were not read yet. */
  sha256: z.string().length(64).optional(),
  /** Reading again has found other contents; `good`: the nearest snapshot that has good ones, null where none has. */
  bad: z.object({ good: snapshotNameSchema.nullable() }).optional(),
  /** It only leads to what was backed up: its mode, owner and time are the store's own. */
  above: z.boolean().optional(),
};
const entrySchema = z.object(entryShape);
export type Entry = z.infer<typeof entrySchema>;

const plainEntrySchema = z.object(entryShape).pick({ kind: true, size: true, mtimeMs: true, target: true });
export type PlainEntry = z.infer<typeof plainEntrySchema>;

const folderEntrySchema = z.object({
  /** Within the directory. */
  name: bytes,
  ...plainEntrySchema.shape,
  above: entryShape.above,
});
export type FolderEntry = z.infer<typeof folderEntrySchema>;

export const snapshotAnswerSchema = z.object({
  answer: z.literal('snapshot'),
  snapshot: snapshotNameSchema,
  latest: z.boolean(),
  /** Of a snapshot whose record is broken there is no more. */
  files: count.optional(),
  bytes: z.number().nonnegative().optional(),
  /** What could not be read when it was made. */
  gaps: count.optional(),
  roots: z.array(text).optional(),
  looksWrong: z.boolean().optional(),
  /** What it is called, perhaps nothing. */
  pinned: text.optional(),
});

/** In these snapshots it is the same. */
const sameShape = { first: snapshotNameSchema, last: snapshotNameSchema, snapshots: count };

const answerSchema = z.discriminatedUnion('answer', [
  snapshotAnswerSchema,
  z.object({ answer: z.literal('entry'), ...entryShape }),
  /** Some of what a directory holds, in no particular order. */
  z.object({ answer: z.literal('folder'), entries: z.array(folderEntrySchema) }),
  /**
   * What a directory's list begins with, in the order of shared/name-order, in several parts where it is long; `count`: of
   * all that the directory holds. All of them are told once more with the rest.
   */
  z.object({
    answer: z.literal('first'),
    count,
    entries: z.array(folderEntrySchema),
    /** More of it follows. */
    more: z.boolean(),
  }),
  /** What it is that is read. Bytes come of a file alone, in pieces, one behind the other. */
  z.object({ answer: z.literal('reading'), kind: kindSchema, size: entryShape.size }),
  z.object({ answer: z.literal('piece'), base64: z.string().max(2 * READ_PIECE_BYTES) }),
  z.object({ answer: z.literal('version'), ...sameShape, entry: entrySchema }),
  z.object({ answer: z.literal('plain-version'), ...sameShape, entry: plainEntrySchema }),
  z.object({
    answer: z.literal('change'),
    path: bytes,
    how: z.enum(['added', 'removed', 'changed']),
    directory: z.boolean(),
  }),
  z.object({
    answer: z.literal('found'),
    path: bytes,
    directory: z.boolean(),
    /** The first and the last snapshot that have it. */
    first: snapshotNameSchema,
    last: snapshotNameSchema,
  }),
  z.object({ answer: z.literal('end') }),
  z.object({
    answer: z.literal('failed'),
    /**
     * `no-machine`: the store has no such machine; `no-snapshot`, `no-path`: it has no such snapshot, or path in it;
     * `not-granted`: the grant is for other snapshots.
     */
    why: z.enum(['no-machine', 'no-snapshot', 'no-path', 'not-granted', 'other']),
    detail: text,
  }),
]);
export type Answer = z.infer<typeof answerSchema>;
export type AnswerOf<K extends Answer['answer']> = Extract<Answer, { answer: K }>;

export function formatAnswer(answer: Answer): string {
  return `${JSON.stringify(answer)}\n`;
}

/** Undefined where the line is none. */
export function parseAnswer(line: string): Answer | undefined {
  try {
    return answerSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
