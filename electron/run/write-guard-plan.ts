/** What the guard may let through in this run, written into the run directory before the door opens. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GuardPlan, GuardRoot } from '../guard/plan';
import { rsyncLimit } from './rsync-limit';
import { withoutOwnDirectories } from '../exclude/own-directories';
import { rulesForTransfer } from '../exclude/rules-for-transfer';
import { offerLists } from './offer-lists';
import type { RunContext } from './run-context';

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
