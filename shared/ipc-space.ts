/**
 * What a window may ask about the space on this disk. The tree stays where it was scanned; what travels is the part that
 * a picture shows, as columns, a box being an index into them.
 */
import * as z from 'zod';
import { diskId, diskSchema } from './disk';
import { howToLeaveOut, leftOutSchema, ruleSchema, weightsSchema } from './ipc-leave-out';
import { presetNames } from './ipc-setup';
import { passedOverSchema } from './passed-over';
import { BOX_KINDS, FATES, MOST_LIST_PART } from './usage-kinds';

const nothing = z.null();

/** `entries`: how many files and folders. */
const measureSchema = z.enum(['used', 'apparent', 'entries']);
export type Measure = z.infer<typeof measureSchema>;

/** Which scan or opened list is meant. Numbers of nodes mean nothing in another one. */
export const treeId = z.int().min(1);
const node = z.int().min(0);
const since = z.int().nullable();
export const inTree = z.object({ tree: treeId, node });

/** By name, since a typed array from another realm is no instance of this one's class. */
function columnOf<T extends ArrayBufferView>(name: string): z.ZodType<T> {
  return z.custom<T>(
    (value) => ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === `[object ${name}]`,
  );
}

const viewRequestSchema = inTree.extend({
  columns: z.int().min(1).max(16),
  /** Pixels. */
  height: z.number().min(1).max(20_000),
  measure: measureSchema,
  order: z.enum(['largest', 'oldest']),
  /** Without what is left out; what stays fills the height. */
  hideExcluded: z.boolean(),
  /** Of which earlier scan it is told what has grown since: one of the state's `kept`. */
  since,
});
export type ViewRequest = z.infer<typeof viewRequestSchema>;

const boxesSchema = z.object({
  column: columnOf<Uint8Array>('Uint8Array'),
  /** Pixels from the top. */
  y: columnOf<Float32Array>('Float32Array'),
  height: columnOf<Float32Array>('Float32Array'),
  /** Of a chain of folders in one box the last one; of `smaller` the folder that they are in. */
  node: columnOf<Uint32Array>('Uint32Array'),
  /** The first one of a chain, otherwise the same as `node`. */
  from: columnOf<Uint32Array>('Uint32Array'),
  /** Bytes or entries, in the measure that was asked for. */
  size: columnOf<Float64Array>('Float64Array'),
  /** What of it will be backed up; of `smaller`, which is many, all of it. */
  kept: columnOf<Float64Array>('Float64Array'),
  /** Entries in it, itself included. */
  count: columnOf<Uint32Array>('Uint32Array'),
  /** The newest change in it, seconds since 1970; 0: unknown. */
  newest: columnOf<Uint32Array>('Uint32Array'),
  /** Index into BOX_KINDS, FILE_KINDS, FATES. */
  kind: columnOf<Uint8Array>('Uint8Array'),
  hue: columnOf<Uint8Array>('Uint8Array'),
  fate: columnOf<Uint8Array>('Uint8Array'),
  /** Bytes by which it has grown; 0 where nothing is known. */
  growth: columnOf<Float64Array>('Float64Array'),
  /** Index into GROWTHS. */
  grown: columnOf<Uint8Array>('Uint8Array'),
  /** The line of the exclude list that decides; 0: none does. */
  line: columnOf<Int32Array>('Int32Array'),
  /** One for each box, with a line end between: they are safe to show, so none holds one. */
  names: z.string(),
});
export type Boxes = z.infer<typeof boxesSchema>;

const usageViewSchema = z.object({
  request: viewRequestSchema,
  /** From the top down to the node of this view, which is the last. */
  path: z.array(z.object({ node, name: z.string() })).min(1),
  /** Whether the top is a disk, with what it holds beside what was scanned. */
  onDisk: z.boolean(),
  /** What it could be compared with: null where that was not wanted, or cannot be read. */
  compared: since,
  /** The whole tree in that measure: what a share is a share of. */
  whole: z.number(),
  boxes: boxesSchema,
  /** The rules behind the numbers in `boxes.line`. */
  rules: z.array(ruleSchema),
});
export type UsageView = z.infer<typeof usageViewSchema>;

/** Bytes or entries. `judged` is null while nothing is known of what is backed up. */
const sumsSchema = z.object({
  measure: measureSchema,
  all: z.number(),
  judged: z.object({ backedUp: z.number(), leftOut: z.number() }).nullable(),
});
export type UsageSums = z.infer<typeof sumsSchema>;

const usageStateSchema = z.object({
  /** Null: nothing has been scanned or opened yet. */
  tree: treeId.nullable(),
  /** `list`: what du or ncdu wrote, maybe on another machine; nothing can be left out in it. */
  origin: z.discriminatedUnion('kind', [
    /** `disk`: where one was chosen, and not folders; as its file system was when it was looked at last. */
    z.object({ kind: z.literal('scan'), roots: z.array(z.string()), disk: diskSchema.nullable() }),
    z.object({ kind: z.literal('list'), name: z.string(), passedOver: z.array(passedOverSchema) }),
  ]),
  phase: z.enum(['none', 'scanning', 'done', 'stopped', 'too-large']),
  entries: z.int(),
  folders: z.int(),
  seconds: z.number(),
  /** When the look at all of it ended, seconds since 1970; null before that, and of a list. */
  lookedAt: z.number().nullable(),
  /** When the same was looked at before, and its sizes kept: seconds since 1970, the newest first. */
  kept: z.array(z.int()),
  /** A part that is being looked at again; `path`: safe to show, empty: all of several folders. */
  again: z.object({ path: z.string(), entries: z.int(), seconds: z.number() }).nullable(),
  /** The node of the last view: where a window that knows no place in this tree begins. */
  at: node,
  /** Folders and files that could not be read. */
  unreadable: z.int(),
  /** In the measure of the last view; while the scan runs, of what has been seen. Null before the first look. */
  sums: sumsSchema.nullable(),
  /** Why nothing can be left out: the settings or the exclude list cannot be read. */
  excludes: z.enum(['usable', 'not-set-up', 'unreadable']),
  /** What "Undo" would take back: the rules that were added last. */
  undo: z.array(z.string()).nullable(),
});
export type UsageState = z.infer<typeof usageStateSchema>;

const rowSchema = z.object({
  /** Of a kind of file ("types") its largest one. */
  node,
  /** Of files without an ending ("types") empty, and of the parts of a disk. */
  name: z.string(),
  path: z.string(),
  kind: z.enum(BOX_KINDS),
  /** Bytes; on disk where entries are what is measured, and then the most entries come first. */
  size: z.number(),
  /** Bytes of it that will be backed up; all where nothing is judged. */
  kept: z.number(),
  files: z.int(),
  newest: z.int(),
  /** Bytes; null: not compared. */
  growth: z.number().nullable(),
  fate: z.enum(FATES),
  rule: ruleSchema.nullable(),
});
export type UsageRow = z.infer<typeof rowSchema>;

const LIST_KINDS = ['here', 'folders', 'files', 'types', 'grown', 'unreadable', 'found'] as const;
const listKindSchema = z.enum(LIST_KINDS);
export type ListKind = z.infer<typeof listKindSchema>;

const nodeFactsSchema = z.object({
  node,
  /** Safe to show; the exact bytes stay behind. */
  path: z.string(),
  kind: z.enum(BOX_KINDS),
  used: z.number(),
  apparent: z.number(),
  entries: z.int(),
  newest: z.int(),
  fate: z.enum(FATES),
  rule: ruleSchema.nullable(),
  /** ".mkv" as "mkv"; null: it has no ending that a rule could name. */
  ending: z.string().nullable(),
  /** Presets that would leave it out. */
  presets: z.array(z.object({ name: z.string(), title: z.string() })),
});
export type NodeFacts = z.infer<typeof nodeFactsSchema>;

export const spaceRequests = {
  /** Starts anew and gives back which tree it will be. `again`: what was scanned last. */
  'space.scan': {
    input: z.discriminatedUnion('what', [
      z.object({ what: z.enum(['roots', 'home', 'again']) }),
      z.object({ what: z.literal('disk'), disk: diskId }),
    ]),
    output: treeId,
  },
  /** As they are mounted now. */
  'space.disks': { input: nothing, output: z.array(diskSchema) },
  /**
   * Looks at one folder again, or at all (node 0). What is shown stays until the new part takes its place, in a tree of its
   * own; `at` of the state is then the same place. Refused while a scan runs, and in a list.
   */
  'space.look-again': { input: inTree, output: nothing },
  'space.cancel': { input: nothing, output: nothing },
  'space.state': { input: nothing, output: usageStateSchema },
  /** Null: that tree, or that node, is not there any more. The same view then comes with each change, unasked. */
  'space.view': { input: viewRequestSchema, output: usageViewSchema.nullable() },
  'space.node': { input: inTree, output: nodeFactsSchema.nullable() },
  /** The largest first, below `node`; by "grown" what has grown most. `all`: how many there are. `grown`: by how much `node` has. */
  'space.list': {
    input: inTree.extend({
      by: listKindSchema,
      measure: measureSchema,
      /** As in the view. */
      hideExcluded: z.boolean(),
      since,
      /** What to look for in names, where by "found". */
      text: z.string().max(500),
      most: z.int().min(1).max(1000),
    }),
    output: z.object({ rows: z.array(rowSchema), all: z.int(), grown: z.number().nullable() }).nullable(),
  },
  'space.leave-out': { input: inTree.extend({ how: howToLeaveOut }), output: leftOutSchema },
  /** Puts the exclude list back as it was before, unless somebody changed it since. */
  'space.undo': { input: nothing, output: nothing },
  /** Part by part, each when the one before was answered: with its last one it is a tree. */
  'space.open-list': {
    input: z.object({
      name: z.string().max(500),
      bytes: columnOf<Uint8Array>('Uint8Array').refine(({ byteLength }) => byteLength <= MOST_LIST_PART),
      first: z.boolean(),
      last: z.boolean(),
    }),
    output: z.union([treeId, z.enum(['more', 'stopped'])]),
  },
  /** Back to the scan of this machine. */
  'space.close-list': { input: nothing, output: nothing },
  /** What a first exclude list of these presets would do to that tree. Null: it is not there any more. */
  'space.weigh': {
    input: z.object({ tree: z.int(), presets: presetNames }),
    output: weightsSchema.nullable(),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export const spaceEvents = {
  /** Four times a second during a scan, and after each change. `view`: the one that was asked for last. */
  'space.changed': z.object({ state: usageStateSchema, view: usageViewSchema.nullable() }),
} as const satisfies Record<string, z.ZodType>;

type SpaceChannel = keyof typeof spaceRequests;
export type SpaceInput<C extends SpaceChannel> = z.infer<(typeof spaceRequests)[C]['input']>;
export type SpaceOutput<C extends SpaceChannel> = z.infer<(typeof spaceRequests)[C]['output']>;
export type SpaceChange = z.infer<(typeof spaceEvents)['space.changed']>;
