/** Where our own programs are: beside this one. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bundles } from '../settings/bundles';

export function bundlesBeside(moduleUrl: string): Bundles {
  const directory = dirname(fileURLToPath(moduleUrl));
  return {
    runtime: process.execPath,
    guard: join(directory, 'guard.mjs'),
    confined: join(directory, 'confined.mjs'),
    confinedThread: join(directory, 'confined-thread.mjs'),
    host: join(directory, 'latchkey-host.mjs'),
  };
}
