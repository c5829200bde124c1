/**
 * Runs rsync for the peer and sees it to its end.
 *
 * The streams: the peer's bytes come through the guard, which vets them, into a pipe; rsync's stdout and stderr are the
 * guard's own, so the files go straight from rsync to sshd.
 *
 * Who ends it: rsync itself, when it is done or the peer hangs up (EOF on the pipe); the guard, by SIGKILL, when the run
 * is gone, a signal asks for it, or the stream is refused; the kernel, when the guard is killed (die-with-guard.ts).
 *
 * Hence a child and not `process.execve`: a process that rsync had replaced could neither watch the run nor vet the
 * stream.
 */
import { spawn } from 'node:child_process';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { dieWithGuard } from './die-with-guard';
import type { ClientStreamVetter } from './vet-client-stream';
import type { Refusal } from './vet-names';

export type Ending =
  /** Without a status it was killed, by us or another. */
  | { kind: 'ended'; status: number | null }
  | ({ kind: 'refused' } & Refusal)
  /** This machine is short of something, processes perhaps. */
  | { kind: 'not-started'; reason: string };

/**
 * All that rsync gets. Nothing of the session's environment: rsync changes its ways by RSYNC_* variables. No HOME
 * either, where it would look for aliases of its options (popt). LC_ALL=C, because programs read its messages.
 */
const ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };

export interface Serving {
  runGone: AbortSignal;
  onStart: () => void;
  /** Why what the peer names may not be sent; undefined where it may. */
  vetNames: (names: readonly string[]) => Promise<Refusal | undefined>;
}

const STOP_SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

export async function serveRsync(
  argv: readonly [program: string, ...rest: string[]],
  input: NodeJS.ReadableStream,
  vetter: ClientStreamVetter,
  { runGone, onStart, vetNames }: Serving,
): Promise<Ending> {
  const [program, ...rest] = dieWithGuard(argv);
  return await new Promise<Ending>((resolve) => {
    const rsync = spawn(program, rest, { stdio: ['pipe', 'inherit', 'inherit'], env: ENVIRONMENT, cwd: '/' });
    const kill = () => {
      // One that could not be started has no number, and Node would send the signal to whatever it finds in its place.
      if (rsync.pid !== undefined) rsync.kill('SIGKILL');
    };
    for (const signal of STOP_SIGNALS) process.on(signal, kill);
    runGone.addEventListener('abort', kill);
    if (runGone.aborted) kill();

    rsync.once('error', ({ message }) => {
      resolve({ kind: 'not-started', reason: message });
    });
    rsync.once('spawn', onStart);

    let refusal: Refusal | undefined;
    // Killed or not, its exit is waited for: once the guard is gone, so is rsync. Not `close`, and not the end of the
    // input: a peer that stays connected must not keep the guard.
    rsync.once('exit', (status) => {
      resolve(refusal === undefined ? { kind: 'ended', status } : { kind: 'refused', ...refusal });
    });

    const vetting = vettingStream(vetter, vetNames, (why) => {
      refusal = why;
      kill();
    });
    pipeline(input, vetting, rsync.stdin).catch(() => {
      // Refused, or one end of the pipe broke: rsync is at its end or reads EOF now, and its exit tells.
    });
  });
}

function vettingStream(
  vetter: ClientStreamVetter,
  vetNames: Serving['vetNames'],
  onRefusal: (refusal: Refusal) => void,
): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const refuse = (refusal: Refusal): void => {
        // First of all, so that rsync does not even see the end of its input.
        onRefusal(refusal);
        done(new Error(refusal.reason));
      };
      const vetted = vetter.feed(chunk);
      if (!vetted.ok) {
        refuse({ reason: vetted.reason, isOurs: false });
        return;
      }
      const goOn = (): void => {
        for (const bytes of vetted.forward) this.push(bytes);
        done();
      };
      if (vetted.names === undefined) goOn();
      else
        void vetNames(vetted.names).then((refusal) => {
          if (refusal === undefined) goOn();
          else refuse(refusal);
        }, refuseUnvetted);

      function refuseUnvetted(): void {
        refuse({ reason: 'what is named could not be looked at', isOurs: false });
      }
    },
  });
}
