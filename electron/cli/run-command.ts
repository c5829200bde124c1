/** `latchkey --run`: one backup, headless. */
import { join } from 'node:path';
import { describeFailure } from '../../shared/describe-failure';
import { EXIT } from '../../shared/exit-codes';
import { alarmOf, exitCodeOf } from '../../shared/outcome';
import type { RunEvent } from '../../shared/run-events';
import { safeText } from '../../shared/safe-text';
import type { Language } from '../../shared/words/language';
import { RunController } from '../run/run-controller';
import type { Bundles } from '../run/run-context';
import type { UserPaths } from '../settings/user-paths';
import { describeOutcome } from './describe-outcome';
import { describeNotDue } from './describe-schedule';
import { fail } from './fail';
import { ownLanguage } from './own-language';
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
  if (options.json) controller.subscribe(sayJson);
  else if (!options.quiet) controller.subscribe(sayEvent(language));
  try {
    const result = await controller.start({
      purpose: options.dryRun ? 'dry-run' : 'backup',
      onlyIfDue: options.onlyIfDue,
    });
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
        [...lines, language.words.terminal.outcome.log(log)].forEach(complain);
      } else if (!options.quiet) lines.forEach(say);
    }
    if (!options.dryRun) await tellAfterRun(paths, outcome);
    return exitCodeOf(outcome);
  } finally {
    for (const signal of CANCELLING_SIGNALS) process.off(signal, cancel);
  }
}

/** The steps as they are, one line each; on a terminal the progress on one line that is drawn again. */
function sayEvent({ words, formats }: Language): (event: RunEvent) => void {
  const steps = words.terminal.progress;
  const live = process.stdout.isTTY;
  let drawn = false;
  const line = (text: string): void => {
    process.stdout.write(`${drawn ? '\r\u001b[K' : ''}${safeText(text)}\n`);
    drawn = false;
  };
  return (event) => {
    if (event.type === 'warning') line(steps.note(event.message));
    else if (event.type === 'turned-away') line(steps.turnedAway(event.address));
    else if (event.type === 'refused') line(steps.refused(event.reason));
    else if (event.type === 'state') {
      const { state } = event;
      if (state.phase === 'listening') line(steps.waiting(String(state.port)));
      // For a store on this machine nobody is let in.
      else if (state.phase === 'transferring' && state.peer !== null) line(steps.letIn(state.peer));
    } else if (event.type === 'reading') line(steps.reading(event.root));
    else if (event.report.type === 'would-transfer') line(event.report.path);
    else if (event.report.type === 'warning') line(steps.host(event.report.message));
    else if (event.report.type === 'progress' && live) {
      const { bytes, rate, percent } = event.report;
      const share = percent === undefined ? '' : `${formats.percent(percent)}  `;
      process.stdout.write(`\r\u001b[K${share}${formats.bytes(bytes)}  ${formats.bytes(rate)}/s`);
      drawn = true;
    }
  };
}
