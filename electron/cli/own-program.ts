/** How to start Latchkey again from within `latchkey`. */
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isExecutable } from '../../process/find-program';

/** What the launcher starts; this file is bundled beside it. */
const BUNDLE = join(dirname(fileURLToPath(import.meta.url)), 'latchkey.mjs');

/** This very program, on the runtime it runs on now. */
export function ownProgram(...args: string[]): { file: string; args: string[] } {
  return { file: process.execPath, args: [BUNDLE, ...args] };
}

/** bin/latchkey, which starts the window as well: it names itself; beside the bundle it lies in one of two places. */
export function findLauncher(env: NodeJS.ProcessEnv): string | undefined {
  const { LATCHKEY_LAUNCHER: named } = env;
  const beside = ['../bin/latchkey', '../../bin/latchkey'].map((path) => join(dirname(BUNDLE), path));
  return [...(named !== undefined && isAbsolute(named) ? [named] : []), ...beside].find(isExecutable);
}

const PASSED_ON = ['XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'LATCHKEY_LAUNCHER', 'LATCHKEY_NODE'];

/** What both need beside every program's environment: where the user's files are, and which Node.js to use. */
export function ownEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of PASSED_ON) {
    const value = env[name];
    if (value !== undefined) values[name] = value;
  }
  if ('electron' in process.versions) return { ...values, ELECTRON_RUN_AS_NODE: '1' };
  // One that is on no standard path (nvm) would not be found again.
  return { LATCHKEY_NODE: process.execPath, ...values };
}
