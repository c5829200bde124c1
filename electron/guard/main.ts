/**
 * The guard: what sshd starts, by ForceCommand, in place of the command that the backup host asked for. It lets one kind
 * of command through, reading a root of the run with rsync, and ends it when the run ends. To `latchkey-list ROOT` it hands
 * out what the run has written down of that root beforehand.
 *
 * `guard.mjs RUN-DIRECTORY`, with the peer's command in SSH_ORIGINAL_COMMAND. Exit status: rsync's, or 1.
 */
import { writeSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { explainCommand } from './parse-command';
import { readPlan } from './read-plan';
import { findListed, serveList } from './serve-list';
import { connectToRun, type RunChannel } from './run-channel';
import { serveRsync } from './serve-rsync';
import { describeStream } from './stream-shape';
import { ClientStreamVetter } from './vet-client-stream';
import { whyNamesAreRefused } from './vet-names';

process.exit(await guard(process.argv[2], process.env.SSH_ORIGINAL_COMMAND ?? ''));

async function guard(runDirectory: string | undefined, command: string): Promise<number> {
  if (runDirectory === undefined) return refuse('no run directory was named');
  const read = readPlan(runDirectory);
  if (!read.ok) return refuse(read.reason);
  const { plan } = read;

  // First of all: without a run that hears it, nothing is served.
  const run = await connectToRun(plan.socket);
  if (run === undefined) return refuse('the run is gone');

  const listed = findListed(command, plan.roots);
  if (listed !== undefined) {
    run.say({ type: 'listing', root: listed.path });
    const isGiven = await serveList(listed.listFile, plan, run.gone);
    run.say({ type: 'listed', root: listed.path });
    await run.close();
    return isGiven ? 0 : 1;
  }
  const explained = explainCommand(command, plan);
  if (!explained.allowed) return await refuseAloud(run, explained.reason);
  const shape = describeStream(explained.negotiation, plan.rsyncVersion);
  if ('reason' in shape) return await refuseAloud(run, shape.reason);
  const { root, argv, namesFrom } = explained;

  // rsync inherits it.
  setPriority(constants.priority.PRIORITY_LOW);
  const vetter = new ClientStreamVetter(shape, namesFrom !== undefined);
  const ending = await serveRsync(argv, process.stdin, vetter, {
    runGone: run.gone,
    onStart: () => {
      run.say({ type: 'started', root });
    },
    vetNames: (names) => whyNamesAreRefused(names, root, namesFrom ?? ''),
  });
  switch (ending.kind) {
    case 'ended':
      run.say({ type: 'ended', root, status: ending.status });
      await run.close();
      return ending.status ?? 1;
    case 'refused':
      if (!ending.isOurs) return await refuseAloud(run, ending.reason);
      run.say({ type: 'ended', root, status: null });
      await run.close();
      return refuse(ending.reason);
    case 'not-started':
      run.say({ type: 'not-started', reason: ending.reason });
      await run.close();
      return refuse('rsync cannot be started');
  }
}

async function refuseAloud(run: RunChannel, reason: string): Promise<number> {
  run.say({ type: 'refused', reason });
  await run.close();
  return refuse(reason);
}

/** The peer reads this on its stderr. Written at once, as the guard is about to exit. */
function refuse(reason: string): number {
  try {
    writeSync(2, `latchkey-guard: refused: ${reason}\n`);
  } catch {
    // Nobody listens.
  }
  return 1;
}
