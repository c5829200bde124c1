/** `latchkey --run`: one backup, headless. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeFailure } from '../../shared/describe-failure';
import { EXIT, worstExitCode } from '../../shared/exit-codes';
import { alarmOf, exitCodeOf } from '../../shared/outcome';
import type { RunResult } from '../../shared/run-events';
import type { RunWarning } from '../../shared/run-warning';
import type { Words } from '../../shared/words/catalogue';
import type { Language } from '../../shared/words/language';
import { warningIn } from '../../shared/words/warning';
import { RunController, type Meant } from '../run/run-controller';
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

export interface RunOptions {
  json: boolean;
  quiet: boolean;
  dryRun: boolean;
  onlyIfDue: boolean;
  /** A destination's name; undefined: each of them. */
  to: string | undefined;
}

/** Returns the exit code, of several backups the worst. `quiet`: nothing on stdout, problems on stderr, as cron likes it. */
export async function runCommand(paths: UserPaths, bundles: Bundles, options: RunOptions): Promise<number> {
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
  const codes: number[] = [];
  const ended = async (result: RunResult, meant: Meant): Promise<void> => {
    progress.end();
    codes.push(await sayEnd(paths, language, { result, meant, options }));
  };
  try {
    const { dryRun, onlyIfDue, to } = options;
    const results = await controller.start({ purpose: dryRun ? 'dry-run' : 'backup', onlyIfDue, to }, ended);
    if (over.signal.aborted && controller.leftOut > 0) codes.push(EXIT.cancelled);
    // At the end: another destination may be on the same disk.
    for (const result of dryRun ? [] : results) {
      if (result.started) await unmountAfterRun(paths, result.outcome, options, over.signal);
    }
    return worstExitCode(codes);
  } finally {
    await release();
    for (const signal of CANCELLING_SIGNALS) process.off(signal, cancel);
  }
}

interface Ended {
  result: RunResult;
  meant: Meant;
  options: RunOptions;
}

/** Says what came of one run, where it is to be said; returns its exit code. */
async function sayEnd(
  paths: UserPaths,
  language: Language,
  { result, meant, options }: Ended,
): Promise<number> {
  const { json, quiet, dryRun, onlyIfDue } = options;
  if (!result.started && 'notDue' in result) {
    const named = meant.isOneOfSeveral && meant.name !== undefined ? { destination: meant.name } : {};
    if (json) sayJson<'run'>({ type: 'not-due', ...named, ...result.notDue });
    else if (!quiet) {
      const sentence = describeNotDue(language, result.notDue.next, new Date());
      const { of } = language.words.terminal.destinations;
      say(named.destination === undefined ? sentence : of(named.destination, sentence));
    }
    return EXIT.completed;
  }
  if (!result.started) {
    if (json) sayJson<'run'>({ type: 'not-started', failure: result.failure });
    const exitCode = json ? describeFailure(result.failure).exitCode : fail(result.failure);
    if (onlyIfDue) await tellOfLongRun(paths);
    return exitCode;
  }
  const { outcome } = result;
  if (!json) {
    const lines = describeOutcome(language, outcome, dryRun);
    if (outcome.result === 'failed' || outcome.result === 'partial' || alarmOf(outcome) !== undefined) {
      const log = join(paths.logDirectory, `${outcome.id}.log`);
      const weight = outcome.result === 'failed' ? 'error' : 'warning';
      const more = existsSync(log) ? [language.words.terminal.outcome.log(log)] : [];
      for (const line of [...lines, ...more]) complain(line, weight);
    } else if (!quiet) lines.forEach(say);
  }
  if (!dryRun) await tellAfterRun(paths, outcome);
  return exitCodeOf(outcome);
}

function warningAsJson(say: Words['warnings'], warning: RunWarning): JsonOutput<'run'> {
  const about = warning.kind === 'same-machine' ? 'same-disk' : warning.kind;
  const isChecked = about === 'same-disk' || about === 'nested-roots';
  return { type: 'warning', message: warningIn(say, warning), ...(isChecked && { about }) };
}
