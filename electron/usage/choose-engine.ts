/** Which engine reads directories: koffi where it loads, Node's own fs otherwise. Nobody has to know. */
import { createRequire } from 'node:module';
import { openKoffiEngine } from './list-with-koffi';
import { NodeEngine } from './list-with-node';
import type { ListingEngine } from './listing';

/** LATCHKEY_USAGE_ENGINE=node forces the fallback, for tests and for a machine where koffi misbehaves. */
export function chooseEngine(): { name: string; engine: ListingEngine } {
  if (process.env.LATCHKEY_USAGE_ENGINE !== 'node') {
    try {
      return { name: 'koffi', engine: openKoffiEngine() };
    } catch {
      // No binary for this machine, or a C library without statx(2).
    }
  }
  return { name: 'node', engine: new NodeEngine() };
}

/** For `--version --verbose`: "koffi 3.3.4" or "node". */
export function usageEngineName(): string {
  const { name } = chooseEngine();
  if (name !== 'koffi') return name;
  const { version } = createRequire(import.meta.url)('koffi') as { version?: string };
  return version === undefined ? name : `${name} ${version}`;
}
