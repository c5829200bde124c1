/**
 * One backup and what people want done around it, in its order: command before, monitor, run; then command after, monitor.
 * Only the command before can keep a backup from being made; whatever else goes wrong here is a warning.
 */
import { runProgram, type ShortRunResult } from '../../process/run-program';
import type { Outcome } from '../../shared/outcome';
import type { RunWarning } from '../../shared/run-warning';
import type { Command, Settings } from '../../shared/settings';
import type { Skip } from '../../shared/skips';
import { endingOf, NOBODY, type Attempted } from './decide-outcome';
import type { RunContext } from './run-context';

const PING_LIMIT_MS = 10_000;
const SUFFIXES = { start: 'start', success: '', fail: 'fail' } as const;

interface Surroundings {
  settings: Settings;
  log: (line: string) => void;
  /** Into the log of the run and to whoever listens. */
  warn: (warning: RunWarning) => void;
}

/** The command before. Fails as a skip, with the last line of its stderr; an abort ends it at once. */
async function runBefore({ settings, log }: Surroundings, signal: AbortSignal): Promise<Skip | undefined> {
  const { before } = settings.commands;
  if (before === undefined) return undefined;
  const env = { LATCHKEY_DESTINATION: settings.destination };
  const ended = await runCommand(before, 'before', log, { signal, env });
  const problem = signal.aborted ? undefined : problemOf(ended, before);
  return problem === undefined
    ? undefined
    : { code: 'before-command-failed', program: before.argv[0], detail: problem };
}

/** The command after, with how it went in LATCHKEY_RESULT. Not for the run's signal: it comes after a cancel, too. */
async function runAfter({ settings, log, warn }: Surroundings, result: Outcome['result']): Promise<void> {
  const { after } = settings.commands;
  if (after === undefined) return;
  const ended = await runCommand(after, 'after', log, {
    env: { LATCHKEY_RESULT: result, LATCHKEY_DESTINATION: settings.destination },
  });
  const problem = problemOf(ended, after);
  if (problem === undefined) return;
  warn({ kind: 'after-command-failed', program: after.argv[0], detail: problem });
}

/** A run that was cancelled, or skipped, is neither a success nor a failure: the monitor's own patience decides. */
async function tellMonitor(
  { settings, warn }: Surroundings,
  what: 'start' | Outcome['result'],
): Promise<void> {
  if (settings.ping === undefined || what === 'cancelled' || what === 'skipped') return;
  const word = what === 'completed' || what === 'partial' ? 'success' : what === 'failed' ? 'fail' : what;
  const problem = await pingMonitor(settings.ping, word);
  if (problem !== undefined) {
    const monitor = new URL(settings.ping).host;
    warn({ kind: 'not-told', monitor, what: word, detail: problem });
  }
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

/** A dry run or a check is performed as it is: nothing of all this is meant for it. */
export async function attemptBackup(
  context: RunContext,
  perform: () => Promise<Attempted>,
): Promise<Attempted> {
  const { stop, purpose, settings, log, emit } = context;
  if (purpose !== 'backup') return perform();
  const warn = (warning: RunWarning): void => {
    emit({ type: 'warning', warning });
  };
  const surroundings: Surroundings = { settings, log, warn };
  const skip = await runBefore(surroundings, stop.signal);
  if (stop.reason !== undefined) return { ending: endingOf(stop.reason), refused: NOBODY };
  if (skip !== undefined) return { ending: { result: 'skipped', skip }, refused: NOBODY };
  // The backup does not wait for a slow monitor; the word of its end does, so that the two come in order.
  const told = tellMonitor(surroundings, 'start');
  const performed = await perform();
  await told;
  return performed;
}

/** After the outcome is on record, which none of this changes. */
export async function wrapUp(surroundings: Surroundings, { result }: Outcome): Promise<void> {
  await runAfter(surroundings, result);
  await tellMonitor(surroundings, result);
}

/**
 * Tells a monitor, such as healthchecks.io, how backups go. Whoever knows its address can report there: it is kept out of
 * logs.
 * GETs the address, `/start` or `/fail` behind it. Gives back why that failed, without the address.
 */
async function pingMonitor(address: string, what: keyof typeof SUFFIXES): Promise<string | undefined> {
  const url = new URL(address);
  if (SUFFIXES[what] !== '') url.pathname = `${url.pathname.replace(/\/+$/, '')}/${SUFFIXES[what]}`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PING_LIMIT_MS), redirect: 'follow' });
    await answer.body?.cancel();
    return answer.ok ? undefined : `it answered ${answer.status}`;
  } catch (error) {
    return describe(error as Error);
  }
}

/** The cause's code and nothing more: messages of fetch may hold the whole address. */
function describe(error: Error): string {
  if (error.name === 'TimeoutError') return `no answer within ${PING_LIMIT_MS / 1000} seconds`;
  const { cause } = error as { cause?: { code?: unknown } };
  return typeof cause?.code === 'string' ? cause.code : 'no connection';
}
