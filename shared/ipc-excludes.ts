/**
 * What a window may ask about the exclude list, and about a draft of it that is nowhere on disk yet. A text is the file
 * byte for byte: what is no UTF-8 travels as lone surrogates (electron/exclude/list-text.ts).
 */
import * as z from 'zod';
import { DIAGNOSTIC_KINDS } from './exclude-diagnostics';
import { failureSchema } from './failures';
import { MOST_EXCLUDE_BYTES } from './request';

/** One that is too large for a backup can still be opened and shortened. */
const text = z.string().max(4 * MOST_EXCLUDE_BYTES);
const aboutText = z.object({ text });

const listFileSchema = z.object({
  text,
  /** Which file it was, and when it was changed; null: there is none yet. */
  version: z.string().max(200).nullable(),
});
export type ListFile = z.infer<typeof listFileSchema>;

const savedSchema = z.object({ bytes: z.number(), files: z.int() });

/** Bytes on disk: of all that was scanned, and of what of it would be backed up. */
const listSumsSchema = z.object({ all: z.number(), backedUp: z.number() });
export type ListSums = z.infer<typeof listSumsSchema>;

/** Counted from 1, by line feeds, as an editor does it. */
const line = z.int().min(1);

const oddLineSchema = z.object({
  ...{ line, kind: z.enum(DIAGNOSTIC_KINDS), about: z.int() },
  /** Lines that would do what was meant; with `about`, they belong before that line. */
  instead: z.array(text),
});
export type OddLine = z.infer<typeof oddLineSchema>;

const lineEffectSchema = z.object({
  line,
  /** A "+" rule keeps what the sizes say; any other leaves it out. */
  include: z.boolean(),
  /** What it decides. */
  own: savedSchema,
  /** What would change without just this line. */
  alone: savedSchema,
});
export type LineEffect = z.infer<typeof lineEffectSchema>;

const presetPart = {
  name: z.string(),
  /** How many of its rules the list has, of how many. */
  there: z.int(),
  rules: z.int(),
};

const judgedSchema = z.object({
  /** Of those whose rules need no scan. */
  presets: z.array(z.object(presetPart)),
  odd: z.array(oddLineSchema),
  /** Null, as the sums, as long as nothing was scanned that says it. */
  effects: z.array(lineEffectSchema).nullable(),
  sums: listSumsSchema.nullable(),
  /** `no-roots`: the settings name nothing that is backed up. `part`: the scan was stopped before its end. */
  scan: z.enum(['no-roots', 'none', 'scanning', 'part', 'whole']),
});
export type JudgedList = z.infer<typeof judgedSchema>;

const presetStateSchema = z.object({
  ...presetPart,
  title: z.string(),
  /** What it saves where all of it is there, otherwise what it would save in addition. Null: nothing was scanned. */
  saves: savedSchema.nullable(),
});
export type PresetState = z.infer<typeof presetStateSchema>;

const testedPathSchema = z.object({
  /** As it was understood. */
  path: z.string(),
  /** Whether something has that name now. */
  there: z.boolean(),
  /** The settings name nothing: the home folder stands for it. */
  assumed: z.boolean(),
  /** One for each backed-up folder that holds it; none: it is not backed up at all. */
  decisions: z.array(
    z.object({
      root: z.string(),
      excluded: z.boolean(),
      line: line.nullable(),
      /** What that line matches: the path itself, or a folder on the way to it. */
      decidedAt: z.string(),
    }),
  ),
});
export type TestedPath = z.infer<typeof testedPathSchema>;

export const excludesRequests = {
  /** From then on "excludes.changed" tells of each change that anybody makes. */
  'excludes.open': { input: z.null(), output: listFileSchema },
  'excludes.judge': { input: aboutText, output: judgedSchema },
  /** Null: nothing was scanned that says it. */
  'excludes.sum': { input: aboutText, output: listSumsSchema.nullable() },
  /** Null: another text has come in between. */
  'excludes.presets': { input: aboutText, output: z.array(presetStateSchema).nullable() },
  /** The text with a preset's rules in it, or without them. */
  'excludes.set-preset': {
    input: aboutText.extend({ name: z.string().max(100), on: z.boolean() }),
    output: aboutText,
  },
  'excludes.test-path': {
    input: aboutText.extend({ path: z.string().max(10_000) }),
    output: testedPathSchema,
  },
  /** Fails with exclude-list-changed where the file is not what the text is based on. */
  'excludes.save': { input: aboutText.extend({ based: listFileSchema }), output: listFileSchema },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export const excludesEvents = {
  'excludes.changed': z.discriminatedUnion('is', [
    z.object({ is: z.literal('file'), file: listFileSchema }),
    z.object({ is: z.literal('unreadable'), failure: failureSchema }),
  ]),
} as const satisfies Record<string, z.ZodType>;

export type ListChange = z.infer<(typeof excludesEvents)['excludes.changed']>;
