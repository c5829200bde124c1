/** A notify-send(1) that waits for a press, and is let go of when nobody is there to act on one any more. */
import { text } from 'node:stream/consumers';
import { signalProcess } from '../../process/process-identity';
import { startProgram, type ProgramEnd, type ProgramStart } from '../../process/start-program';

export interface Waited {
  end: ProgramEnd;
  /** What it printed: the notification's number, and the name of what was pressed. */
  lines: string[];
  /** The time was up, or the caller's signal came first. */
  letGo: boolean;
}

const GRACE_MS = 2000;

/**
 * Ends when the notification is pressed or closed, or the session ends; after `limitMs` or at the signal it is ended
 * by SIGINT, at which notify-send takes the notification back and still prints its number. Should we die first, it
 * stays until the notification is closed or the session ends, and what is pressed is lost. Never rejects.
 */
export async function waitForPress(
  start: Pick<ProgramStart, 'file' | 'args' | 'env'>,
  limitMs: number,
  signal: AbortSignal | undefined,
): Promise<Waited> {
  const program = startProgram({ ...start, stdio: ['ignore', 'pipe', 'ignore'] });
  let letGo = false;
  let grace: NodeJS.Timeout | undefined;
  const release = (): void => {
    if (letGo) return;
    letGo = true;
    if (program.identity !== undefined) signalProcess(program.identity, 'SIGINT');
    grace = setTimeout(() => void program.stop(), GRACE_MS);
  };
  const timer = setTimeout(release, limitMs);
  signal?.addEventListener('abort', release, { once: true });
  const [end, printed] = await Promise.all([
    program.ended,
    program.stdout === null ? '' : text(program.stdout).catch(() => ''),
  ]);
  clearTimeout(timer);
  clearTimeout(grace);
  signal?.removeEventListener('abort', release);
  return { end, lines: printed.trim().split('\n'), letGo };
}
