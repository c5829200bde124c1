/** What the application was started for. The launcher has sent everything headless elsewhere (bin/launch.sh). */
import * as z from 'zod';
import { viewSchema } from '../../shared/views';

/** A second start hands them over to the first: its arguments are in an order of Chromium's own by then. */
export const startOptionsSchema = z.object({
  /** The view to open; null: stay in the tray. */
  show: viewSchema.nullable(),
  backUpNow: z.boolean(),
});
export type StartOptions = z.infer<typeof startOptionsSchema>;

export function parseStartOptions(argv: readonly string[]): StartOptions {
  if (argv.includes('--back-up-now')) return { show: null, backUpNow: true };
  if (argv.includes('--background')) return { show: null, backUpNow: false };
  const asked = viewSchema.safeParse(argv[argv.indexOf('--show') + 1]);
  return { show: asked.success ? asked.data : 'home', backUpNow: false };
}
