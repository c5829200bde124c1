/** Where our own programs are: beside this one. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bundles } from '../run/run-context';

export function bundlesBeside(moduleUrl: string): Bundles {
  const directory = dirname(fileURLToPath(moduleUrl));
  return {
    runtime: process.execPath,
    guard: join(directory, 'guard.mjs'),
    host: join(directory, 'latchkey-host.mjs'),
  };
}
