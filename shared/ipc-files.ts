/**
 * The Files view: what was backed up, and how it comes back. Paths are binary strings, one character a byte, absolute, as
 * the laptop has them (shared/give-back.ts); what is to be read of them stands beside them, safe to show. Where something
 * comes back to is either its own place or a folder that the person chose in a dialog of the main process, behind a token.
 */
import * as z from 'zod';
import { refusalSchema } from './restore-refusal';
import { failureSchema } from './failures';
import { snapshotNameSchema } from './snapshot-name';

const nothing = z.null();
const count = z.int().nonnegative();
const amount = z.number().nonnegative();
const shown = z.string().max(20_000);
const path = z.string().startsWith('/').max(16_384);
/** ISO 8601, with milliseconds, UTC. */
const time = z.iso.datetime();

/** More rows than that are asked for in parts. */
const MOST_FILE_ROWS = 500;
/** More than that are not named one by one. */
export const MOST_NAMED = 100;
export const MOST_FOUND = 500;
export const MOST_RESTORED_AT_ONCE = 1000;

/** Whether the snapshots can be read just now. */
const accessSchema = z.discriminatedUnion('is', [
  /** `until`: when a host's grant ends; null: a disk of this machine. `only`: the grant's one snapshot; null: all. */
  z.object({ is: z.literal('open'), name: shown, until: time.nullable(), only: shown.nullable() }),
  /**
   * A host, which takes a code. `commands`: what to type there, the plain one first, then as another user. `ended`: what
   * became of the grant before.
   */
  z.object({
    is: z.literal('locked'),
    host: shown,
    commands: z.array(shown).min(1),
    ended: failureSchema.nullable(),
  }),
  /** Not set up, a disk that is not here, a store that cannot be read. */
  z.object({ is: z.literal('away'), failure: failureSchema }),
]);
export type FilesAccess = z.infer<typeof accessSchema>;

const snapshotSchema = z.object({
  snapshot: snapshotNameSchema,
  at: time,
  latest: z.boolean(),
  /** What it is called, perhaps nothing; null: it is not pinned. */
  pinned: shown.nullable(),
  looksWrong: z.boolean(),
  /** null where its record is broken. */
  files: count.nullable(),
  bytes: amount.nullable(),
  gaps: count.nullable(),
});
export type FilesSnapshot = z.infer<typeof snapshotSchema>;

/** `open`: it can be read just now. A disk that is not there is `away`, a host that takes a code is `locked`. */
const filesDestinationSchema = z.object({
  name: z.string(),
  is: z.enum(['open', 'away', 'locked']),
});
export type FilesDestination = z.infer<typeof filesDestinationSchema>;

const backupsSchema = z.object({
  /** As in the settings; none where they cannot be read. */
  destinations: z.array(filesDestinationSchema),
  /** The name of the one that all of this is about. */
  destination: z.string(),
  access: accessSchema,
  /** The newest first; none unless access is open. */
  snapshots: z.array(snapshotSchema),
  /** The folder to begin in: the home where it is backed up, or else the one root, or else "/". */
  start: path,
});
export type Backups = z.infer<typeof backupsSchema>;

const kindSchema = z.enum(['file', 'directory', 'link', 'device', 'special']);
/** Against what is there on this machine just now. `folder`: a directory that is there; what is in it was not looked at. */
const nowSchema = z.enum(['same', 'changed', 'gone', 'folder']);
export type FileNow = z.infer<typeof nowSchema>;

const entryShape = {
  path,
  name: shown,
  kind: kindSchema,
  /** Bytes of a file, else 0. */
  size: amount,
  mtimeMs: z.number(),
  /** Where a link leads. */
  target: shown.nullable(),
};

const rowSchema = z.object({
  ...entryShape,
  now: nowSchema,
  /** It only leads to what was backed up. */
  above: z.boolean(),
});
export type FileRow = z.infer<typeof rowSchema>;

const FILE_ORDERS = ['name', 'size', 'time', 'now'] as const;
export type FileOrder = (typeof FILE_ORDERS)[number];

const folderRequestSchema = z.object({
  snapshot: snapshotNameSchema,
  path,
  order: z.enum(FILE_ORDERS),
  descending: z.boolean(),
  from: count,
  most: z.int().min(1).max(MOST_FILE_ROWS),
  /** An entry of it, whose place is wanted. */
  at: path.optional(),
});
export type FolderRequest = z.infer<typeof folderRequestSchema>;

const folderSchema = z.object({
  /** From "/" down to the folder itself, which is the last. */
  way: z.array(z.object({ path, name: shown })).min(1),
  /** Of the whole folder. */
  count,
  /** Where among them `at` is; null: it is not there. */
  place: count.nullable(),
  /** Folders first, where it is not ordered by size or time. */
  rows: z.array(rowSchema),
});
export type Folder = z.infer<typeof folderSchema>;

const versionSchema = z.object({
  /** The first and the last snapshot that have it like this. */
  first: snapshotNameSchema,
  last: snapshotNameSchema,
  snapshots: count,
  ...entryShape,
  /** As it is here just now. */
  isNow: z.boolean(),
});
export type FileVersion = z.infer<typeof versionSchema>;

const foundSchema = z.object({
  path,
  name: shown,
  /** The folder it lies in. */
  folder: shown,
  directory: z.boolean(),
  first: snapshotNameSchema,
  last: snapshotNameSchema,
  gone: z.boolean(),
  /** The destination that it is kept at, where that is not the one that is looked at: the name of one that is open as well. */
  elsewhere: z.string().nullable(),
});
export type FoundFile = z.infer<typeof foundSchema>;

const lookSchema = z.discriminatedUnion('as', [
  /** `cut`: it goes on. */
  z.object({ as: z.literal('text'), text: z.string(), cut: z.boolean() }),
  z.object({
    as: z.literal('picture'),
    type: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
    base64: z.string(),
  }),
  /** Nothing to be shown here; `too-large` of a text or picture. */
  z.object({ as: z.literal('nothing'), why: z.enum(['other-kind', 'too-large', 'no-file']) }),
]);
export type LookedAt = z.infer<typeof lookSchema>;

const wantedSchema = z.object({
  snapshot: snapshotNameSchema,
  paths: z.array(path).min(1).max(MOST_RESTORED_AT_ONCE),
  /** As electron/restore/plan.ts has them; `folder`: the one that was chosen. */
  how: z.enum(['beside', 'swap', 'only-missing', 'folder']),
  /** From "files.choose-folder"; null unless `how` is `folder`. */
  folder: z.string().max(100).nullable(),
});
export type WantedBack = z.infer<typeof wantedSchema>;

/** Where it comes that is not where its path says, or not by itself. */
const notAsWritten = {
  /** Links above it that are followed: it comes to where they lead. */
  followed: z.array(z.object({ from: shown, to: shown })).max(MOST_NAMED),
  /** Folders that another file system is mounted on: they stay, and what belongs in them comes into them. */
  entered: z.array(shown).max(MOST_NAMED),
};

const previewSchema = z.object({
  files: count,
  bytes: amount,
  /** The first ones; `as` is where it comes, `taken` that something has that name. */
  items: z.array(z.object({ name: shown, as: shown, taken: z.boolean() })).max(MOST_NAMED),
  itemCount: count,
  takenCount: count,
  /** The one folder that all comes into; null: several. */
  into: shown.nullable(),
  /** There already, and left as it is. */
  left: count,
  refused: z.array(z.object({ name: shown, why: refusalSchema })).max(MOST_NAMED),
  ...notAsWritten,
});
export type RestorePreview = z.infer<typeof previewSchema>;

const restoreRecordSchema = z.object({
  id: z.string().max(100),
  at: time,
  snapshot: snapshotNameSchema,
  result: z.enum(['completed', 'partial', 'failed', 'cancelled']),
  /** `archive`: from the terminal, into one file. */
  how: z.enum([...wantedSchema.shape.how.options, 'archive']),
  /** What came back, by its name of now; `aside`: what was there is called that. */
  placed: z.array(z.object({ as: shown, aside: shown.nullable() })).max(MOST_NAMED),
  placedCount: count,
  left: count,
  refused: z.array(z.object({ name: shown, why: refusalSchema })).max(MOST_NAMED),
  ...notAsWritten,
  /** Came back, but not as backed up: the store has changed the contents. */
  rotten: z.array(shown).max(MOST_NAMED),
  /** Known to be bad in that snapshot: these came from another one, these are bad in all and were left out. */
  replaced: z.array(z.object({ name: shown, snapshot: snapshotNameSchema })).max(MOST_NAMED),
  lost: z.array(shown).max(MOST_NAMED),
  /** Came back without all of owner, group, setuid, ACL and attributes. */
  notInFull: z.array(shown).max(MOST_NAMED),
  notInFullCount: count,
  failure: failureSchema.nullable(),
  /** "Undo" would take this one back. */
  undoable: z.boolean(),
  undone: z.boolean(),
});
export type RestoreRecord = z.infer<typeof restoreRecordSchema>;

const restoreStateSchema = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('idle'),
    /** One that was cut short and can be gone on with. */
    unfinished: z.object({ at: time, snapshot: snapshotNameSchema }).nullable(),
    last: restoreRecordSchema.nullable(),
  }),
  z.object({
    is: z.literal('running'),
    doing: z.enum(['restore', 'resume', 'undo']),
    snapshot: snapshotNameSchema.nullable(),
    phase: z.enum(['looking', 'fetching', 'proving', 'packing', 'placing']),
    /** Bytes while fetching, files while proving; null where it is not known. */
    done: amount.nullable(),
    of: amount.nullable(),
    secondsLeft: amount.nullable(),
    cancelling: z.boolean(),
  }),
]);
export type RestoreState = z.infer<typeof restoreStateSchema>;

const undoneSchema = z.object({
  removed: count,
  returned: count,
  /** Worked on since, and kept. */
  kept: z.array(shown).max(MOST_NAMED),
  refused: z.array(z.object({ name: shown, why: refusalSchema })).max(MOST_NAMED),
});
export type Undone = z.infer<typeof undoneSchema>;

const place = z.object({ snapshot: snapshotNameSchema, path });

export const filesRequests = {
  /** Looks anew. */
  'files.backups': { input: nothing, output: backupsSchema },
  /** From now on all of it is about the destination of that name; looks anew. */
  'files.turn-to': { input: z.string(), output: backupsSchema },
  /** Opens the one connection that the code on the host's screen allows. */
  'files.unlock': { input: z.object({ code: z.string().max(100) }), output: backupsSchema },
  /** Ends the host's connection. */
  'files.lock': { input: nothing, output: nothing },
  /** Puts what to type on the host on the clipboard: by its place among the commands. */
  'files.copy-command': { input: z.object({ index: count }), output: nothing },
  'files.folder': { input: folderRequestSchema, output: folderSchema },
  /** The newest first. `now`: as it is here; null: it is not there. */
  'files.versions': {
    input: z.object({ path }),
    output: z.object({
      now: z.object({ kind: kindSchema, size: amount, mtimeMs: z.number() }).nullable(),
      versions: z.array(versionSchema),
    }),
  },
  /** Where a file that is gone lies now, `folder` in which; null: that cannot be told for certain. */
  'files.moved': {
    input: z.object({ path }),
    output: z.object({ path, name: shown, folder: shown }).nullable(),
  },
  /** In all snapshots, also of other destinations that are open; `more`: than are told. */
  'files.find': {
    input: z.object({ text: z.string().min(1).max(1000), onlyGone: z.boolean() }),
    output: z.object({ found: z.array(foundSchema).max(MOST_FOUND), more: z.boolean() }),
  },
  'files.look': { input: place, output: lookSchema },
  /** Opens a copy that cannot be taken for the original in the program for such files. */
  'files.open-copy': { input: place, output: nothing },
  'files.choose-folder': {
    input: nothing,
    output: z.object({ token: z.string().max(100), shown }).nullable(),
  },
  'files.preview': { input: wantedSchema, output: previewSchema },
  /** Answers when it has begun; the rest is told by "files.restoring". */
  'files.restore': { input: wantedSchema, output: nothing },
  'files.cancel': { input: nothing, output: nothing },
  'files.resume': { input: nothing, output: nothing },
  /** Takes back the last one that can be. */
  'files.undo': { input: nothing, output: undoneSchema },
  'files.state': { input: nothing, output: restoreStateSchema },
  /** The newest first. */
  'files.records': {
    input: z.object({ most: z.int().min(1).max(100) }),
    output: z.array(restoreRecordSchema),
  },
  /** Shows what came back in the file manager. */
  'files.show': { input: z.object({ id: z.string().max(100) }), output: nothing },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export const filesEvents = { 'files.restoring': restoreStateSchema } as const;

export type FilesChannel = keyof typeof filesRequests;
export type FilesInput<C extends FilesChannel> = z.infer<(typeof filesRequests)[C]['input']>;
export type FilesOutput<C extends FilesChannel> = z.infer<(typeof filesRequests)[C]['output']>;
