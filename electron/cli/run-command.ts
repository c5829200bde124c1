/** `latchkey --run`: one backup, headless. */
import { join } from 'node:path';
import { describeFailure } from '../../shared/describe-failure';
import { EXIT } from '../../shared/exit-codes';
import { alarmOf, exitCodeOf } from '../../shared/outcome';
import type { RunEvent } from '../../shared/run-events';
import { safeText } from '../../shared/safe-text';
import { formatBytes } from '../../shared/words';
import { RunController } from '../run/run-controller';
import type { Bundles } from '../run/run-context';
import type { UserPaths } from '../settings/user-paths';
import { describeOutcome } from './describe-outcome';
import { describeNotDue } from './describe-schedule';
import { tellAfterRun, tellOfLongRun } from './tell-after-run';
import { complain, say, sayJson } from './terminal';

const CANCELLING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Returns the exit code. `quiet`: nothing on stdout, problems on stderr, as cron likes it. */
export async function runCommand(
  paths: UserPaths,
  bundles: Bundles,
  options: { json: boolean; quiet: boolean; dryRun: boolean; onlyIfDue: boolean },
): Promise<number> {
  const controller = new RunController(paths, bundles);
  const cancel = (signal: NodeJS.Signals): void => {
    controller.cancel(signal === 'SIGINT' ? 'interrupted' : `ended by ${signal}`);
  };
  for (const signal of CANCELLING_SIGNALS) process.on(signal, cancel);
  if (options.json) controller.subscribe(sayJson);
  else if (!options.quiet) controller.subscribe(sayEvent());
  try {
    const result = await controller.start({
      purpose: options.dryRun ? 'dry-run' : 'backup',
      onlyIfDue: options.onlyIfDue,
    });
    if (!result.started && 'notDue' in result) {
      if (options.json) sayJson({ type: 'not-due', ...result.notDue });
      else if (!options.quiet) say(describeNotDue(result.notDue.next, new Date()));
      return EXIT.completed;
    }
    if (!result.started) {
      const { sentence, nextStep, exitCode } = describeFailure(result.failure);
      if (options.json) sayJson({ type: 'not-started', failure: result.failure });
      else complain(`${sentence} ${nextStep}`);
      if (options.onlyIfDue) await tellOfLongRun(paths);
      return exitCode;
    }
    const { outcome } = result;
    if (!options.json) {
      const lines = describeOutcome(outcome, options.dryRun);
      if (outcome.result === 'failed' || outcome.result === 'partial' || alarmOf(outcome) !== undefined) {
        [...lines, `Log: ${join(paths.logDirectory, `${outcome.id}.log`)}`].forEach(complain);
      } else if (!options.quiet) lines.forEach(say);
    }
    if (!options.dryRun) await tellAfterRun(paths, outcome);
    return exitCodeOf(outcome);
  } finally {
    for (const signal of CANCELLING_SIGNALS) process.off(signal, cancel);
  }
}

/** The steps as they are, one line each; on a terminal the progress on one line that is drawn again. */
function sayEvent(): (event: RunEvent) => void {
  const live = process.stdout.isTTY;
  let drawn = false;
  const line = (text: string): void => {
    process.stdout.write(`${drawn ? '\r\u001b[K' : ''}${safeText(text)}\n`);
    drawn = false;
  };
  return (event) => {
    if (event.type === 'warning') line(`Note: ${event.message}`);
    else if (event.type === 'turned-away') line(`Turned away: ${event.address}`);
    else if (event.type === 'refused') line(`The guard refused a command: ${event.reason}`);
    else if (event.type === 'state') {
      const text = stateLine(event);
      if (text !== undefined) line(text);
    } else if (event.type === 'reading') line(`Reading ${event.root}`);
    else if (event.report.type === 'would-transfer') line(event.report.path);
    else if (event.report.type === 'warning') line(`Host: ${event.report.message}`);
    else if (event.report.type === 'progress' && live) {
      const { bytes, rate, percent } = event.report;
      const share = percent === undefined ? '' : `${percent.toFixed(0)} %  `;
      process.stdout.write(`\r\u001b[K${share}${formatBytes(bytes)}  ${formatBytes(rate)}/s`);
      drawn = true;
    }
  };
}

function stateLine({ state }: Extract<RunEvent, { type: 'state' }>): string | undefined {
  switch (state.phase) {
    case 'listening':
      return `Waiting on port ${state.port}; calling the backup host.`;
    case 'transferring':
      // For a store on this machine nobody is let in.
      return state.peer === null
        ? undefined
        : `${state.peer} is let in and reads. It is locked out again when this ends.`;
    case 'idle':
    case 'preparing':
    case 'calling':
    case 'cleaning-up':
    case 'finished':
      return undefined;
  }
}
