/** When a backup is due. */
import * as z from 'zod';

/** "22:00", by the clock on the wall. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 22:00');

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/** Counted from the last good one. `off`: only by hand. */
export const scheduleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('off') }),
  z.strictObject({ kind: z.literal('hours'), every: z.int().min(1).max(168) }),
  z.strictObject({ kind: z.literal('daily'), at: timeOfDay }),
  z.strictObject({ kind: z.literal('weekly'), on: z.enum(WEEKDAYS), at: timeOfDay }),
]);

/** Each kind keeps its fields while another one is looked at: nothing written is lost. */
const draftSchema = z.strictObject({
  kind: z.enum(['off', 'hours', 'daily', 'weekly']),
  every: z.string(),
  at: z.string(),
  on: z.enum(WEEKDAYS),
});
export type ScheduleDraft = z.infer<typeof draftSchema>;

export const scheduleForm = z.codec(draftSchema, scheduleSchema, {
  decode: ({ kind, every, at, on }) => {
    switch (kind) {
      case 'off':
        return { kind };
      case 'hours':
        return { kind, every: /^\d+$/.test(every.trim()) ? Number(every) : Number.NaN };
      case 'daily':
        return { kind, at };
      case 'weekly':
        return { kind, on, at };
    }
  },
  encode: (schedule): ScheduleDraft => ({
    ...{ at: '22:00', on: 'sunday' },
    ...schedule,
    every: schedule.kind === 'hours' ? String(schedule.every) : '24',
  }),
});
