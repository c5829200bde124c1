/** A transfer cannot outlive its run, nor its guard. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endOf, GUARD, makeStage, waitUntil, type Stage } from './stage';

let stage: Stage;
beforeEach(async () => {
  stage = await makeStage();
});
afterEach(async () => {
  await stage.remove();
});

/** A guard whose rsync waits for its client. */
async function startWaiting(environment?: Record<string, string>) {
  const guard = stage.startGuard(`rsync --server --sender -re.iLsfxCIvu . ${stage.root}/`, environment);
  const ended = endOf(guard);
  await waitUntil(() => stage.pidsOf('rsync').length === 1 && stage.messages.length === 1);
  expect(stage.messages).toEqual([{ type: 'started', root: stage.root }]);
  const [rsync] = stage.pidsOf('rsync');
  if (rsync === undefined) throw new Error('rsync has ended');
  return { guard, ended, rsync };
}

/** A transfer of a large file that its client has stopped to read: rsync is stuck in writing. */
async function startStuck() {
  writeFileSync(join(stage.root, 'large'), Buffer.alloc(64 * 1024 * 1024, 'large'));
  const client = stage.startPull(['-a', '--bwlimit=4096']);
  const ended = endOf(client);
  await waitUntil(() => stage.messages.length === 1);
  const sent = () => Number(/^wchar: (\d+)/m.exec(readFileSync(`/proc/${sender()}/io`, 'latin1'))?.[1] ?? 0);
  await waitUntil(() => senders().length === 1 && sent() > 1024 * 1024);
  // The client's own processes: generator and receiver.
  for (const pid of clients()) process.kill(pid, 'SIGSTOP');
  return { ended, client };
}

const senders = () => stage.pidsOf('rsync').filter((pid) => argumentsOf(pid).includes('--sender'));
const clients = () => stage.pidsOf('rsync').filter((pid) => !argumentsOf(pid).includes('--sender'));
const sender = () => senders()[0] ?? 0;
const guards = () =>
  stage.pidsOf('node').filter((pid) => argumentsOf(pid).some((word) => word.endsWith('guard.mjs')));

function argumentsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0');
  } catch {
    return [];
  }
}

it('an rsync that cannot be started is told as that, and not as a refusal', async () => {
  const rsync = join(stage.directory, 'rsync');
  writeFileSync(rsync, 'no program');
  stage.writePlan({ ...stage.plan, ionice: null, rsync });
  const run = join(stage.directory, 'run');
  // setpriv, which would be started in any case, is hidden from this one guard.
  const hidden = 'mount --bind /dev/null /usr/bin/setpriv && exec "$@"';
  const guard = spawn('unshare', ['-Urm', 'sh', '-c', hidden, 'sh', process.execPath, GUARD, run], {
    env: {
      PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
      SSH_ORIGINAL_COMMAND: `rsync --server --sender -re.iLsfxCIvu . ${stage.root}/`,
    },
  });
  guard.stdin.end();
  expect(await endOf(guard)).toEqual({
    status: 1,
    printed: 'latchkey-guard: refused: rsync cannot be started\n',
  });
  await waitUntil(() => stage.messages.length > 0);
  expect(stage.messages).toEqual([{ type: 'not-started', reason: `spawn ${rsync} EACCES` }]);
});

describe('while rsync waits', () => {
  it('the end of the run ends it', async () => {
    const { ended } = await startWaiting();
    stage.endRun();
    expect((await ended).status).toBe(1);
    expect(stage.pidsOf('rsync')).toEqual([]);
  });

  it.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('%s to the guard ends it', async (signal) => {
    const { guard, ended } = await startWaiting();
    guard.kill(signal);
    expect((await ended).status).toBe(1);
    expect(stage.pidsOf('rsync')).toEqual([]);
    await waitUntil(() => stage.messages.length === 2);
    expect(stage.messages[1]).toEqual({ type: 'ended', root: stage.root, status: null });
  });

  it('SIGKILL to the guard ends it', async () => {
    const { guard, ended } = await startWaiting();
    guard.kill('SIGKILL');
    await ended;
    await waitUntil(() => stage.pidsOf('rsync').length === 0);
  });

  it('the end of the connection ends it, with the status of rsync', async () => {
    const { guard, ended } = await startWaiting();
    guard.stdin?.end();
    expect((await ended).status).toBe(12);
    await waitUntil(() => stage.messages.length === 2);
    expect(stage.messages[1]).toEqual({ type: 'ended', root: stage.root, status: 12 });
  });

  it('a guard whose rsync has ended does not wait for its peer', async () => {
    const { ended, rsync } = await startWaiting();
    process.kill(rsync, 'SIGKILL');
    expect((await ended).status).toBe(1);
  });
});

describe('while rsync writes to a peer that does not read', () => {
  it('the end of the run ends it', async () => {
    await startStuck();
    stage.endRun();
    await waitUntil(() => senders().length === 0 && guards().length === 0);
  });

  it('SIGKILL to the guard ends it', async () => {
    await startStuck();
    for (const pid of guards()) process.kill(pid, 'SIGKILL');
    await waitUntil(() => senders().length === 0);
  });
});

describe('rsync’s own time limit, which the peer did not ask for,', () => {
  beforeEach(() => {
    stage.writePlan({ ...stage.plan, silenceLimit: 1 });
  });

  it('ends a transfer that the peer has stopped to read', async () => {
    await startStuck();
    await waitUntil(() => stage.messages.length === 2);
    expect(stage.messages[1]).toEqual({ type: 'ended', root: stage.root, status: 30 });
    await waitUntil(() => senders().length === 0 && guards().length === 0);
  });

  it('ends one that never begins', async () => {
    const { ended } = await startWaiting();
    expect((await ended).status).toBe(30);
  });
});

describe('what rsync gets', () => {
  it('is two variables, whatever the session has', async () => {
    const { rsync } = await startWaiting({
      RSYNC_PROTECT_ARGS: '1',
      RSYNC_ICONV: 'x',
      RSYNC_CHECKSUM_LIST: 'md4',
      HOME: stage.directory,
      LD_LIBRARY_PATH: '/nonexistent',
    });
    const environment = readFileSync(`/proc/${rsync}/environ`, 'latin1').split('\0').filter(Boolean);
    expect(environment.sort()).toEqual(['LC_ALL=C', 'PATH=/usr/bin:/bin']);
  });

  it('is the idle class and the lowest priority', async () => {
    const { rsync } = await startWaiting();
    expect((await endOf(spawn('/usr/bin/ionice', ['-p', String(rsync)]))).printed).toBe('idle\n');
    const stat = readFileSync(`/proc/${rsync}/stat`, 'latin1');
    expect(stat.slice(stat.lastIndexOf(')')).split(' ')[17]).toBe('19');
  });
});
