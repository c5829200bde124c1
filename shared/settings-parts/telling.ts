/** Who is told of backups, and when. */
import * as z from 'zod';
import { textOrNone, wholeNumber } from './written';

/** For all destinations. */
export const noticesFields = {
  notifications: z.boolean().default(true),
  /** A monitor's address, as of healthchecks.io: it is told of the start, of success and of failure. */
  ping: textOrNone(z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional()),
};

/** Of each destination. */
export const overdueFields = {
  /** Without a good backup for so many days, Latchkey becomes loud. */
  overdueDays: wholeNumber(z.int().min(1).max(365).default(3)),
};
