/**
 * Has the kernel hold what serves the host to the roots, where it can; where it cannot, everything goes on as it is. Whether
 * it can is tried out once and remembered, so what is remembered may prove wrong: then the run that failed by it is made
 * again without (run-once.ts). The host has no say in that: what is tried are programs of this machine.
 */
import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { startConfinedThread, type ConfinedThread } from '../confine/confined-thread';
import type { ThreadPlan, Trial } from '../confine/messages';
import { readerPlanIn, type ReaderPlan } from '../confine/reader-plan';
import { programRules, readerRules, type Reader } from '../confine/reader-rules';
import { readerTrials } from '../confine/reader-trials';
import { forgetVerdict, keyOf, recallVerdict, rememberVerdict } from '../confine/verdict';
import type { RunContext } from './run-context';

/** `no` in the environment: nothing is confined. */
const SWITCH = 'LATCHKEY_LANDLOCK';

export interface ConfinedReader {
  /** Starts what serves each connection; none for a store on this machine, where the guard confines itself. */
  thread: ConfinedThread | undefined;
  /** That its programs start like this was not tried in this run. */
  remembered: boolean;
}

/** Undefined: it is not to be, or this machine cannot; the check has been told, and whoever has lost it. */
export async function confineReader(
  context: RunContext,
  runDirectory: string,
): Promise<ConfinedReader | undefined> {
  const { purpose, settings, log } = context;
  if (!context.confines) return undefined;
  if (process.env[SWITCH] === 'no') {
    log(`the reader is not confined: ${SWITCH}=no`);
    if (purpose === 'probe') context.emit({ type: 'warning', warning: { kind: 'confinement-off' } });
    return undefined;
  }
  const planned = planReader(context);
  // A check is there to find out.
  const known = purpose === 'probe' ? undefined : recallVerdict(context.verdictFile, planned.key);
  const verdict = known?.holds === true ? known.verdict : undefined;
  if (verdict?.starts === false) {
    goOnWithout(context, verdict.reason, false);
    return undefined;
  }
  const rules = readerRules(settings.roots, runDirectory, planned.reader);
  const isHere = context.programs.ssh === null;
  const remembered = verdict !== undefined;
  let landlock = verdict?.landlock ?? 0;
  let thread: ConfinedThread | undefined;
  // A remembered verdict leaves nothing to do here for a guard that confines itself.
  if (!remembered || !isHere) {
    const trials = remembered ? [] : planned.trials;
    thread = await startThread(context, planned.key, { rules, trials });
    if (thread === undefined) return undefined;
    landlock = thread.version;
  }
  if (isHere) {
    await thread?.close();
    thread = undefined;
    const plan: ReaderPlan = { rules, guard: context.bundles.guard };
    writeFileSync(readerPlanIn(runDirectory), JSON.stringify(plan), { mode: 0o600 });
  }
  log(`the reader is confined, by version ${landlock} of Landlock${remembered ? ', as before' : ''}`);
  return { thread, remembered };
}

/** Tries out again what was remembered. Returns whether it has proved wrong; then it is remembered no more. */
export async function startsNoMore(context: RunContext): Promise<boolean> {
  const planned = planReader(context);
  const rules = programRules(planned.reader);
  const started = await startThread(context, planned.key, { rules, trials: planned.trials });
  if (started === undefined) return true;
  await started.close();
  context.log('what serves the host starts under the rules of Landlock as before: that is not why it failed');
  return false;
}

interface Planned {
  reader: Reader;
  trials: Trial[];
  /** Of what it is that a verdict holds. */
  key: string;
}

function planReader({ bundles, programs }: RunContext): Planned {
  const { runtime, guard, confined, confinedThread } = bundles;
  const { rsync, ionice } = programs;
  const shell = userInfo().shell ?? '/bin/sh';
  const sshd = programs.ssh?.sshd ?? null;
  const started = [rsync, ...(ionice === null ? [] : [ionice]), ...(sshd === null ? [] : [sshd, shell])];
  const reader: Reader = { runtime, guard, programs: started };
  const trials = readerTrials({ rsync, ionice, sshd, runtime, guard, shell });
  const tried = [...started, runtime, guard, confined, confinedThread];
  return { reader, trials, key: keyOf({ trials, rules: programRules(reader), programs: tried }) };
}

/** Remembers what comes of the trials. Where it is not confined, that has been told to whom it is news. */
async function startThread(
  context: RunContext,
  key: string,
  plan: ThreadPlan,
): Promise<ConfinedThread | undefined> {
  const { bundles, purpose, verdictFile, log } = context;
  const thread = await startConfinedThread(bundles.confinedThread, plan);
  const isConfined = !('reason' in thread);
  const wasConfined = recallVerdict(verdictFile, key)?.verdict.starts === true;
  try {
    if (!isConfined && !thread.lasting) forgetVerdict(verdictFile);
    else if (!isConfined) rememberVerdict(verdictFile, key, { starts: false, reason: thread.reason });
    else if (plan.trials.length > 0) {
      rememberVerdict(verdictFile, key, { starts: true, landlock: thread.version });
    }
  } catch (error) {
    log(`whether the reader can be confined cannot be noted: ${(error as Error).message}`);
  }
  if (isConfined) return thread;
  goOnWithout(context, thread.reason, wasConfined || purpose === 'probe');
  return undefined;
}

/** A backup is none the worse for it than before: it is said by the check, and once where it was confined until now. */
function goOnWithout({ log, emit }: RunContext, detail: string, isTold: boolean): void {
  log(`the reader is not confined: ${detail}`);
  if (isTold) emit({ type: 'warning', warning: { kind: 'not-confined', detail } });
}
