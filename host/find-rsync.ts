/** rsync on this host, and which it is. */
import { findProgram } from '../process/find-program';
import { askRsyncVersion } from '../process/program-version';
import type { HostPrograms } from './job';
import { failure, success, type Result } from './result';

/** Fails with host-program-missing. */
export async function findRsync(): Promise<Result<HostPrograms>> {
  const rsync = findProgram('rsync');
  if (rsync === undefined) return failure({ code: 'host-program-missing', program: 'rsync' });
  const version = await askRsyncVersion(rsync);
  return success({ rsync, rsyncVersion: version?.numbers ?? 'unknown' });
}
