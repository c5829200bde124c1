/**
 * What people want done around each backup: a command before it, one after it, a word to a monitor. Only the command
 * before can keep a backup from being made; whatever else goes wrong here is a warning.
 */
import { runProgram, type ShortRunResult } from '../../process/run-program';
import type { Outcome } from '../../shared/outcome';
import type { Command, Settings } from '../../shared/settings';
import type { Skip } from '../../shared/skips';
import { pingMonitor } from './ping';

export interface Surroundings {
  settings: Settings;
  log: (line: string) => void;
  /** Into the log of the run and to whoever listens. */
  warn: (message: string) => void;
}

/** The command before. Fails as a skip, with the last line of its stderr; an abort ends it at once. */
export async function runBefore(
  { settings, log }: Surroundings,
  signal: AbortSignal,
): Promise<Skip | undefined> {
  const { before } = settings.commands;
  if (before === undefined) return undefined;
  const ended = await runCommand(before, 'before', log, { signal });
  const problem = signal.aborted ? undefined : problemOf(ended, before);
  return problem === undefined
    ? undefined
    : { code: 'before-command-failed', program: before.argv[0], detail: problem };
}

/** The command after, with how it went in LATCHKEY_RESULT. Not for the run's signal: it comes after a cancel, too. */
export async function runAfter(
  { settings, log, warn }: Surroundings,
  result: Outcome['result'],
): Promise<void> {
  const { after } = settings.commands;
  if (after === undefined) return;
  const ended = await runCommand(after, 'after', log, { env: { LATCHKEY_RESULT: result } });
  const problem = problemOf(ended, after);
  if (problem !== undefined) warn(`The command after the backup failed: ${after.argv[0]}: ${problem}.`);
}

/** A run that was cancelled, or skipped, is neither a success nor a failure: the monitor's own patience decides. */
export async function tellMonitor(
  { settings, warn }: Surroundings,
  what: 'start' | Outcome['result'],
): Promise<void> {
  if (settings.ping === undefined || what === 'cancelled' || what === 'skipped') return;
  const word = what === 'completed' || what === 'partial' ? 'success' : what === 'failed' ? 'fail' : what;
  const problem = await pingMonitor(settings.ping, word);
  if (problem !== undefined) warn(problem);
}

async function runCommand(
  { argv: [file, ...args], limitSeconds }: Command,
  when: string,
  log: (line: string) => void,
  more: { signal?: AbortSignal; env?: Record<string, string> },
): Promise<ShortRunResult> {
  const ended = await runProgram({ file, args, timeoutMs: limitSeconds * 1000, ...more });
  for (const line of [...linesOf(ended.stdout), ...linesOf(ended.stderr)]) log(`${when}: ${line}`);
  return ended;
}

function problemOf(ended: ShortRunResult, { limitSeconds }: Command): string | undefined {
  if (ended.timedOut) return `it did not end within ${limitSeconds} seconds`;
  if (ended.startError !== undefined) return ended.startError;
  if (ended.status === 0) return undefined;
  const [last] = linesOf(ended.stderr).slice(-1);
  return last?.slice(0, 1000) ?? ended.signal ?? `status ${ended.status ?? 'unknown'}`;
}

function linesOf(text: string): string[] {
  return text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
}
