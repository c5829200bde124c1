/** Whether programs start under the rules of the thread that asks. Only where that is not known: it starts each of them. */
import { loadStarter } from '../../process/start-program';
import { runProgram, type ShortRunResult } from '../../process/run-program';
import { DoesNotStartError, type Trial } from './messages';

/** Node, for one, hangs while it starts where it does not get its threads: the run then goes on without. */
const TRIAL_MS = 20_000;

/** To be called before the thread is confined: what it takes could not be read any more. */
export async function loadTrials(): Promise<(trial: Trial) => Promise<void>> {
  await loadStarter();
  return tryOut;
}

/** @throws naming the program that does not start; DoesNotStartError where that is its own word */
async function tryOut({ file, args, env, shows }: Trial): Promise<void> {
  const ended = await runProgram({ file, args, timeoutMs: TRIAL_MS, ...(env && { env }) });
  if (hasStarted(ended, shows)) return;
  const words = `confined, ${file} does not start: ${wordsOf(ended)}`;
  // One that was ended, or never began, may have met a machine that is short of memory or of time.
  const isFinal = ended.startError === undefined ? ended.status !== null : isRefusal(ended.startError);
  throw isFinal ? new DoesNotStartError(words) : new Error(words);
}

function hasStarted({ status, stderr }: ShortRunResult, shows: Trial['shows']): boolean {
  if (shows === undefined) return status === 0;
  if (shows !== 'any-status') return stderr.includes(shows.words);
  return status !== null && status !== 126 && status !== 127;
}

function wordsOf({ startError, stderr, signal, status }: ShortRunResult): string {
  if (startError !== undefined) return startError;
  const said = stderr.trim().slice(0, 300);
  return said === '' ? (signal ?? `status ${status ?? 'unknown'}`) : said;
}

function isRefusal(startError: string): boolean {
  return /EACCES|ENOENT|EPERM/.test(startError);
}
