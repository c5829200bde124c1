/** `latchkey --run`: one backup, headless. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeFailure } from '../../shared/describe-failure';
import { EXIT } from '../../shared/exit-codes';
import { alarmOf, exitCodeOf } from '../../shared/outcome';
import { RunController } from '../run/run-controller';
import type { Bundles } from '../run/run-context';
import type { UserPaths } from '../settings/user-paths';
import { describeOutcome } from './describe-outcome';
import { describeNotDue } from './describe-schedule';
import { fail } from './fail';
import { ownLanguage } from './own-language';
import { showRunProgress } from './show-run-progress';
import { tellAfterRun, tellOfLongRun } from './tell-after-run';
import { complain, say, sayJson } from './terminal';

const CANCELLING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Returns the exit code. `quiet`: nothing on stdout, problems on stderr, as cron likes it. */
export async function runCommand(
  paths: UserPaths,
  bundles: Bundles,
  options: { json: boolean; quiet: boolean; dryRun: boolean; onlyIfDue: boolean },
): Promise<number> {
  const language = ownLanguage();
  const controller = new RunController(paths, bundles);
  const cancel = (signal: NodeJS.Signals): void => {
    controller.cancel(signal === 'SIGINT' ? 'interrupted' : `ended by ${signal}`);
  };
  for (const signal of CANCELLING_SIGNALS) process.on(signal, cancel);
  const progress = showRunProgress(language);
  if (options.json) controller.subscribe(sayJson);
  else if (!options.quiet) controller.subscribe(progress.show);
  try {
    const result = await controller.start({
      purpose: options.dryRun ? 'dry-run' : 'backup',
      onlyIfDue: options.onlyIfDue,
    });
    progress.end();
    if (!result.started && 'notDue' in result) {
      if (options.json) sayJson({ type: 'not-due', ...result.notDue });
      else if (!options.quiet) say(describeNotDue(language, result.notDue.next, new Date()));
      return EXIT.completed;
    }
    if (!result.started) {
      if (options.json) sayJson({ type: 'not-started', failure: result.failure });
      const exitCode = options.json ? describeFailure(result.failure).exitCode : fail(result.failure);
      if (options.onlyIfDue) await tellOfLongRun(paths);
      return exitCode;
    }
    const { outcome } = result;
    if (!options.json) {
      const lines = describeOutcome(language, outcome, options.dryRun);
      if (outcome.result === 'failed' || outcome.result === 'partial' || alarmOf(outcome) !== undefined) {
        const log = join(paths.logDirectory, `${outcome.id}.log`);
        [...lines, ...(existsSync(log) ? [language.words.terminal.outcome.log(log)] : [])].forEach(complain);
      } else if (!options.quiet) lines.forEach(say);
    }
    if (!options.dryRun) await tellAfterRun(paths, outcome);
    return exitCodeOf(outcome);
  } finally {
    for (const signal of CANCELLING_SIGNALS) process.off(signal, cancel);
  }
}
