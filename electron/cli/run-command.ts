/** `latchkey --run`: one backup, headless. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeFailure } from '../../shared/describe-failure';
import { EXIT } from '../../shared/exit-codes';
import { alarmOf, exitCodeOf } from '../../shared/outcome';
import type { RunWarning } from '../../shared/run-warning';
import type { Words } from '../../shared/words/catalogue';
import { warningIn } from '../../shared/words/warning';
import { RunController } from '../run/run-controller';
import { keepAwake } from '../schedule/keep-awake';
import type { Bundles } from '../settings/bundles';
import type { UserPaths } from '../settings/user-paths';
import { describeOutcome } from './describe-outcome';
import { describeNotDue } from './describe-schedule';
import { fail } from './fail';
import type { JsonOutput } from './json-outputs';
import { languageOfJson, ownLanguage } from './own-language';
import { showRunProgress } from './show-run-progress';
import { tellAfterRun, tellOfLongRun } from './tell-after-run';
import { complain, say, sayJson } from './terminal';
import { unmountAfterRun } from './unmount-after-run';

const CANCELLING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Returns the exit code. `quiet`: nothing on stdout, problems on stderr, as cron likes it. */
export async function runCommand(
  paths: UserPaths,
  bundles: Bundles,
  options: { json: boolean; quiet: boolean; dryRun: boolean; onlyIfDue: boolean },
): Promise<number> {
  const language = ownLanguage();
  const controller = new RunController(paths, bundles);
  const over = new AbortController();
  const cancel = (signal: NodeJS.Signals): void => {
    over.abort();
    controller.cancel(signal === 'SIGINT' ? 'interrupted' : `ended by ${signal}`);
  };
  for (const signal of CANCELLING_SIGNALS) process.on(signal, cancel);
  const progress = showRunProgress(language);
  if (options.json) {
    const { warnings } = (await languageOfJson()).words;
    controller.subscribe((event) => {
      sayJson<'run'>(event.type === 'warning' ? warningAsJson(warnings, event.warning) : event);
    });
  }
  if (!options.json && !options.quiet) controller.subscribe(progress.show);
  const release = keepAwake(language.words.run.awake.backup);
  try {
    const result = await controller.start({
      purpose: options.dryRun ? 'dry-run' : 'backup',
      onlyIfDue: options.onlyIfDue,
    });
    progress.end();
    if (!result.started && 'notDue' in result) {
      if (options.json) sayJson<'run'>({ type: 'not-due', ...result.notDue });
      else if (!options.quiet) say(describeNotDue(language, result.notDue.next, new Date()));
      return EXIT.completed;
    }
    if (!result.started) {
      if (options.json) sayJson<'run'>({ type: 'not-started', failure: result.failure });
      const exitCode = options.json ? describeFailure(result.failure).exitCode : fail(result.failure);
      if (options.onlyIfDue) await tellOfLongRun(paths);
      return exitCode;
    }
    const { outcome } = result;
    if (!options.json) {
      const lines = describeOutcome(language, outcome, options.dryRun);
      if (outcome.result === 'failed' || outcome.result === 'partial' || alarmOf(outcome) !== undefined) {
        const log = join(paths.logDirectory, `${outcome.id}.log`);
        const weight = outcome.result === 'failed' ? 'error' : 'warning';
        const more = existsSync(log) ? [language.words.terminal.outcome.log(log)] : [];
        for (const line of [...lines, ...more]) complain(line, weight);
      } else if (!options.quiet) lines.forEach(say);
    }
    if (!options.dryRun) {
      await tellAfterRun(paths, outcome);
      await unmountAfterRun(paths, outcome, options, over.signal);
    }
    return exitCodeOf(outcome);
  } finally {
    await release();
    for (const signal of CANCELLING_SIGNALS) process.off(signal, cancel);
  }
}

function warningAsJson(say: Words['warnings'], warning: RunWarning): JsonOutput<'run'> {
  const about = warning.kind === 'same-machine' ? 'same-disk' : warning.kind;
  const isChecked = about === 'same-disk' || about === 'nested-roots';
  return { type: 'warning', message: warningIn(say, warning), ...(isChecked && { about }) };
}
