/** Who is told of backups, and when. */
import * as z from 'zod';
import { textOrNone, wholeNumber } from './written';

/** For all destinations. */
export const noticesFields = {
  notifications: z.boolean().default(true),
};

/** Of each destination. */
export const overdueFields = {
  /** Without a good backup for so many days, Latchkey becomes loud. */
  overdueDays: wholeNumber(z.int().min(1).max(365).default(3)),
  /**
   * A monitor's address, as of healthchecks.io: it is told of the start, of success and of failure. One a
   * destination: a good backup at one of them would hide that another has none.
   */
  ping: textOrNone(z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional()),
};
