/** What the application was started for. The launcher has sent everything headless elsewhere (bin/launch.sh). */
import { posix } from 'node:path';
import * as z from 'zod';
import { viewSchema } from '../../shared/views';
import { checkPath } from '../files/plain-path';

/** A second start hands them over to the first: its arguments are in an order of Chromium's own by then. */
export const startOptionsSchema = z.object({
  /** The view to open; null: stay in the tray. */
  show: viewSchema.nullable(),
  /** Whose versions to show: absolute, a binary string (shared/ipc-files.ts); null: nobody asked. */
  file: z.string().max(16_384).nullable().default(null),
  backUpNow: z.boolean(),
});
export type StartOptions = z.infer<typeof startOptionsSchema>;

export function parseStartOptions(argv: readonly string[]): StartOptions {
  if (argv.includes('--back-up-now')) return { show: null, file: null, backUpNow: true };
  if (argv.includes('--background')) return { show: null, file: null, backUpNow: false };
  const file = parseFile(valueOf('--files', argv));
  if (file !== null) return { show: 'files', file, backUpNow: false };
  const asked = viewSchema.safeParse(valueOf('--show', argv));
  return { show: asked.success ? asked.data : 'home', file: null, backUpNow: false };
}

function valueOf(option: string, argv: readonly string[]): string | undefined {
  const at = argv.indexOf(option);
  return at < 0 ? undefined : argv[at + 1];
}

/** As bin/launch-application.sh writes it. */
function parseFile(hex: string | undefined): string | null {
  if (hex === undefined || !/^2f(?:[0-9a-f]{2})*$/.test(hex)) return null;
  const path = checkPath(posix.resolve(Buffer.from(hex, 'hex').toString('latin1')));
  return path.ok ? path.value : null;
}
