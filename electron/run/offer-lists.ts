/** Lists of the roots for the host's short comparison, into the run directory: the guard hands them out to who asks. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { VERSION } from '../../shared/version';
import type { GuardRoot } from '../guard/plan';
import { listRoot } from './list-root';
import type { RunContext } from './run-context';

const pack = promisify(gzip);
/** Speed counts here: what it saves goes over a network once. */
const LEVEL = 1;

/** The same roots with their lists; as they are where one of them cannot be listed, and for what is no backup. */
export async function offerLists(
  runDirectory: string,
  context: Pick<RunContext, 'purpose' | 'programs' | 'rsyncVersion' | 'limits' | 'stop' | 'log'>,
  roots: readonly GuardRoot[],
): Promise<GuardRoot[]> {
  if (context.purpose !== 'backup') return [...roots];
  const head = { format: 1, rsync: context.rsyncVersion, latchkey: VERSION } as const;
  try {
    const listed: GuardRoot[] = [];
    for (const [index, root] of roots.entries()) {
      const list = await listRoot({
        ...{ rsync: context.programs.rsync, root: root.path, excludeFile: root.excludeFile, head },
        ...{ settleMs: context.limits.settleMs, signal: context.stop.signal },
      });
      const listFile = join(runDirectory, `list-${index}`);
      writeFileSync(listFile, await pack(Buffer.from(list, 'latin1'), { level: LEVEL }), { mode: 0o600 });
      listed.push({ ...root, listFile });
    }
    return listed;
  } catch (error) {
    context.log(`no list for a short comparison: ${(error as Error).message}`);
    return [...roots];
  }
}
