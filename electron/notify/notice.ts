/** What a person is told outside of the window: one thing, in words, with what can be done about it. */
import * as z from 'zod';

export const noticeActionSchema = z.enum(['show', 'try-again']);
export type NoticeAction = z.infer<typeof noticeActionSchema>;

const noticeButtonSchema = z.object({ action: noticeActionSchema, label: z.string() });
export type NoticeButton = z.infer<typeof noticeButtonSchema>;

/** A backup that settles what a notice told: any that is good, or one without gaps. */
export const settlingBackupSchema = z.enum(['good', 'complete']);

export const noticeSchema = z.object({
  /** What it is told for, and since when: one such thing is told once. */
  cause: z.string(),
  title: z.string(),
  /** Plain text; each line says one thing. */
  body: z.string(),
  urgency: z.enum(['normal', 'critical']),
  buttons: z.array(noticeButtonSchema),
  /** The backup that takes it off the screen; null: it stays until a person closes it. */
  settledBy: settlingBackupSchema.nullable(),
  /** The place that it is about: a backup to another one settles nothing here. */
  host: z.string().optional(),
  /** That destination's name, where there are several. */
  destination: z.string().optional(),
});
export type Notice = z.infer<typeof noticeSchema>;

/** A program that was not given the chance to tell is no failure: the run itself went as it went. */
export type Telling =
  | { result: 'told'; action?: NoticeAction }
  /** It is known already, is none of a person's business, or notifications are switched off. */
  | { result: 'nothing-to-tell' }
  /** No notification server: nobody is logged in, or the desktop has none. */
  | { result: 'nobody-to-tell' };
