/** What the guard may let through in this run, written into the run directory before the door opens. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { GuardPlan, GuardRoot } from '../guard/plan';
import { withoutOwnDirectories } from '../exclude/own-directories';
import { rulesForTransfer } from '../exclude/rules-for-transfer';
import { VERSION } from '../../shared/version';
import { rsyncLimit } from './run-limits';
import type { RunContext } from './run-context';
import { listRoot } from './list-root';

/** Returns whether a host can have lists of all roots. */
export async function writeGuardPlan(
  runDirectory: string,
  context: RunContext,
  socket: string,
): Promise<boolean> {
  const writeRules = (name: string, rules: string): string => {
    const path = join(runDirectory, name);
    writeFileSync(path, Buffer.from(withoutOwnDirectories(rules), 'latin1'), { mode: 0o600 });
    return path;
  };
  const roots: GuardRoot[] = context.settings.roots.map((path, index) => ({
    path,
    excludeFile: writeRules(`exclude-${index}`, rulesForTransfer(context.excludeList, path, false)),
    excludeFileWithName: writeRules(
      `exclude-${index}-named`,
      rulesForTransfer(context.excludeList, path, true),
    ),
    listFile: null,
  }));
  const plan: GuardPlan = {
    rsync: context.programs.rsync,
    ionice: context.programs.ionice,
    rsyncVersion: context.rsyncVersion,
    socket,
    dryRun: context.purpose !== 'backup',
    bandwidthLimit: rsyncLimit(context.settings),
    silenceLimit: context.limits.silenceSeconds,
    roots: await offerLists(runDirectory, context, roots),
  };
  writeFileSync(join(runDirectory, 'guard-plan.json'), JSON.stringify(plan), { mode: 0o600 });
  return plan.roots.every(({ listFile }) => listFile !== null);
}

const pack = promisify(gzip);
/** Speed counts here: what it saves goes over a network once. */
const LEVEL = 1;

/**
 * Lists of the roots for the host's short comparison, which the guard hands out: the same roots with their lists; as they are where one of them cannot be listed, and for what is no
 * backup.
 */
async function offerLists(
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
