/** "That was me" for a store of this machine: the same program as on a host, with the same question to its owner. */
import { asPlainNode } from '../../process/environment';
import { runProgram } from '../../process/run-program';
import type { Outcome } from '../../shared/outcome';
import { failure, success, type Result } from '../../shared/result';
import type { Bundles } from '../settings/bundles';
import { whereSnapshotIs } from './find-snapshot';

const LONGEST_MS = 60_000;

/**
 * Lifts the hold of the machine whose store has that run's snapshot. Fails with request-refused for a run that went to a
 * host, and with hold-not-released.
 */
export async function releaseStore(run: Outcome, bundles: Bundles): Promise<Result<null>> {
  const found = whereSnapshotIs(run);
  if (!found.ok) return found;
  const { store, machine } = found.value;
  const { status, stderr, startError, timedOut } = await runProgram({
    file: bundles.runtime,
    args: [bundles.host, '--release', '--store', store, '--machine', machine],
    env: asPlainNode(),
    timeoutMs: LONGEST_MS,
  });
  if (status === 0) return success(null);
  const said = stderr.trim().replace(/^latchkey-host: /, '');
  const detail = startError ?? (timedOut ? 'it did not end' : said);
  return failure({ code: 'hold-not-released', detail: detail.slice(0, 1000) });
}
