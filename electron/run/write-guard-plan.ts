/** What the guard may let through in this run, written into the run directory before the door opens. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GuardPlan } from '../guard/plan';
import { rsyncLimit } from './rsync-limit';
import { withoutOwnDirectories } from '../exclude/own-directories';
import { rulesForTransfer } from '../exclude/rules-for-transfer';
import type { RunContext } from './run-context';

export function writeGuardPlan(runDirectory: string, context: RunContext, socket: string): void {
  const writeRules = (name: string, rules: string): string => {
    const path = join(runDirectory, name);
    writeFileSync(path, Buffer.from(withoutOwnDirectories(rules), 'latin1'), { mode: 0o600 });
    return path;
  };
  const plan: GuardPlan = {
    rsync: context.programs.rsync,
    ionice: context.programs.ionice,
    rsyncVersion: context.rsyncVersion,
    socket,
    dryRun: context.purpose !== 'backup',
    bandwidthLimit: rsyncLimit(context.settings),
    silenceLimit: context.limits.silenceSeconds,
    roots: context.settings.roots.map((path, index) => ({
      path,
      excludeFile: writeRules(`exclude-${index}`, rulesForTransfer(context.excludeList, path, false)),
      excludeFileWithName: writeRules(
        `exclude-${index}-named`,
        rulesForTransfer(context.excludeList, path, true),
      ),
    })),
  };
  writeFileSync(join(runDirectory, 'guard-plan.json'), JSON.stringify(plan), { mode: 0o600 });
}
