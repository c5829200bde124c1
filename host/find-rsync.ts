/** rsync on this host, and which it is. */
import { findProgram } from '../process/find-program';
import { runProgram } from '../process/run-program';
import type { HostPrograms } from './job';
import { failure, success, type Result } from './result';

/** Fails with host-program-missing. */
export async function findRsync(): Promise<Result<HostPrograms>> {
  const rsync = findProgram('rsync');
  if (rsync === undefined) return failure({ code: 'host-program-missing', program: 'rsync' });
  const { stdout } = await runProgram({ file: rsync, args: ['--version'], timeoutMs: 10_000 });
  const rsyncVersion = /version v?(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? 'unknown';
  return success({ rsync, rsyncVersion });
}
