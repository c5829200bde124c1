/**
 * The parts of the settings that a window changes, each in one shape: `value` is what is sent and saved, a draft what a
 * person writes over it. Their fields are the file's own (settings.ts). Of the commands around a backup nothing: windows send none.
 */
import * as z from 'zod';
import type { Schedule, Settings } from '../settings';
import { conditionsFields } from './conditions';
import { scheduleForm, scheduleSchema, type ScheduleDraft } from './schedule';
import { speedFields } from './speed';
import { noticesFields, overdueFields } from './telling';
import { foldersIn, whatSchema, type Folder } from './what';
import { readWhere, whereDraftOf, whereSchema, type WhereDraft } from './where';
import { valuesOf, type Draft } from './written';

interface Part<D, V> {
  value: z.ZodType<V>;
  draftOf: (settings: Settings) => D;
  read: (draft: D) => z.ZodSafeParseResult<V>;
  /** What a draft that can be saved comes to, where it holds tokens: what they stand for. */
  meant?: (draft: D) => unknown;
}

function ofFields<F extends Record<string, z.ZodType>>(
  fields: F,
  from: (settings: Settings) => z.output<z.ZodObject<F>>,
): Part<Draft<z.ZodObject<F>>, z.output<z.ZodObject<F>>> {
  const form = z.strictObject(fields);
  const absent = Object.fromEntries(Object.keys(fields).map((name) => [name, undefined]));
  return {
    value: z.strictObject(valuesOf(fields)) as unknown as z.ZodType<z.output<z.ZodObject<F>>>,
    // Absent ones are written, too: as empty fields.
    draftOf: (settings) => z.encode(form, { ...absent, ...from(settings) }) as Draft<z.ZodObject<F>>,
    read: (draft) => z.safeDecode(form, draft as z.input<z.ZodObject<F>>),
  };
}

const where: Part<WhereDraft, z.infer<typeof whereSchema>> = {
  value: whereSchema,
  draftOf: ({ host }) => whereDraftOf(host),
  read: readWhere,
  meant: (draft) => ({
    ...readWhere(draft).data,
    ...(draft.kind === 'local' && { folder: draft.folder?.path }),
  }),
};

const what: Part<Folder[], z.infer<typeof whatSchema>> = {
  value: whatSchema,
  draftOf: ({ roots }) => roots.map((path) => ({ path })),
  read: (folders) =>
    whatSchema.refine(({ kept, added }) => kept.length + added.length > 0).safeParse(foldersIn(folders)),
  meant: (folders) => folders.map(({ path }) => path),
};

const schedule: Part<ScheduleDraft, Schedule> = {
  value: scheduleSchema,
  draftOf: (settings) => z.encode(scheduleForm, settings.schedule),
  read: (draft) => z.safeDecode(scheduleForm, draft),
};

const parts = {
  where,
  what,
  schedule,
  conditions: ofFields(conditionsFields, ({ conditions }) => conditions),
  speed: ofFields(speedFields, ({ bandwidthLimit }) => ({ bandwidthLimit })),
  overdue: ofFields(overdueFields, ({ overdueDays, ping }) => ({ overdueDays, ping })),
  notices: ofFields(noticesFields, ({ notifications }) => ({ notifications })),
};

export type SettingsPart = keyof typeof parts;
export type Drafts = { [P in SettingsPart]: ReturnType<(typeof parts)[P]['draftOf']> };
export type Values = { [P in SettingsPart]: z.infer<(typeof parts)[P]['value']> };

export const SETTINGS_PARTS: { [P in SettingsPart]: Part<Drafts[P], Values[P]> } = parts;

const changeOf = <P extends SettingsPart>(part: P) =>
  z.strictObject({ part: z.literal(part), value: SETTINGS_PARTS[part].value });

export const settingsChangeSchema = z.discriminatedUnion('part', [
  changeOf('where'),
  changeOf('what'),
  changeOf('schedule'),
  changeOf('conditions'),
  changeOf('speed'),
  changeOf('overdue'),
  changeOf('notices'),
]);
export type SettingsChange = { [P in SettingsPart]: { part: P; value: Values[P] } }[SettingsPart];
