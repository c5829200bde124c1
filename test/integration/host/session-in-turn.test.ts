/**
 * The laptop's sshd has one session at a time, and may not have closed the last one when the next is asked for: a real sshd with
 * MaxSessions 1, and a session that is held until the next one has been refused.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectBack, LAPTOP, type Connection } from '../../../host/connect-back';
import { ProgressFollower } from '../../../host/follow-progress';
import { makePrivateDirectory, type PrivateDirectory } from '../../../host/private-directory';
import { pullRoot } from '../../../host/pull-root';
import { askLists } from '../../../host/short/ask-lists';
import { startLoopbackHost, type LoopbackHost } from '../../helpers/loopback-host';
import { Sandbox } from '../../helpers/sandbox';
import { until } from '../../helpers/until';

let sandbox: Sandbox;
/** In the place of the laptop's own sshd. */
let laptop: LoopbackHost;
let directory: PrivateDirectory;
let ending: AbortController;
let connection: Connection;
let held: ChildProcess;
let logged: string[];

beforeEach(async () => {
  sandbox = new Sandbox();
  const commands = sandbox.directory('commands');
  laptop = await startLoopbackHost(sandbox, {
    ...{ anyCommand: true, path: `${commands}:/usr/bin:/bin`, sshdOptions: ['MaxSessions=1'] },
  });
  const list = join(commands, 'list');
  writeFileSync(list, gzipSync('{"format":1,"rsync":"3.5.0","latchkey":"0.3.0"}\n/ \n.\n'));
  writeFileSync(join(commands, 'latchkey-list'), `#!/bin/sh\ncat '${list}'\n`, { mode: 0o755 });
  directory = await makePrivateDirectory();
  ending = new AbortController();
  logged = [];
  const [type, base64] = readFileSync(join(laptop.directory, 'host-key.pub'), 'utf8').split(' ');
  const door = {
    ...{ address: '127.0.0.1', port: laptop.port, user: userInfo().username },
    hostKey: `${type ?? ''} ${base64 ?? ''}`,
    privateKey: readFileSync(join(laptop.directory, 'laptop-key'), 'utf8'),
  };
  const connected = await connectBack(door, '/usr/bin/ssh', directory, ending.signal);
  if (!connected.ok) throw new Error(JSON.stringify(connected.failure));
  connection = noting(connected.value);
  const [ssh, ...words] = connected.value.remoteCommand;
  held = spawn(ssh, [...words, LAPTOP, 'cat'], { stdio: ['pipe', 'pipe', 'inherit'] });
  held.stdin?.write('held');
  await once(held.stdout ?? held, 'data');
});
afterEach(async () => {
  held.stdin?.end();
  await connection.close();
  directory.remove();
  await laptop.stop();
  sandbox.remove();
});

const statuses = (): string[] => {
  const file = join(sandbox.path, 'statuses');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
};

/** Each session's ssh leaves its status. */
function noting({ remoteCommand, ...others }: Connection): Connection {
  const script = join(sandbox.path, 'noting.sh');
  writeFileSync(
    script,
    `"$@"\nstatus=$?\necho $status >> '${join(sandbox.path, 'statuses')}'\nexit $status\n`,
  );
  const noted = ['/bin/sh', script, ...remoteCommand] as const;
  return { ...others, remoteCommand: noted, remoteShell: noted.join(' ') };
}

async function letGoOnceRefused(): Promise<void> {
  await until(
    () => statuses().includes('255'),
    () => 'no session was refused',
  );
  held.stdin?.end();
}

function pull(): ReturnType<typeof pullRoot> {
  mkdirSync(join(sandbox.path, 'copy'));
  const args = [
    '-a',
    '-e',
    connection.remoteShell,
    `${LAPTOP}:${sandbox.source}/`,
    join(sandbox.path, 'copy'),
  ];
  return pullRoot(
    sandbox.source,
    args,
    { isDryRun: false, hasBase: false },
    {
      ...{ rsync: '/usr/bin/rsync', directory, report: () => undefined, untilHeard: () => undefined },
      ...{ progress: new ProgressFollower(() => undefined), signal: ending.signal },
      log: (words) => logged.push(words),
    },
  );
}

test('a root is pulled when the session before is over', async () => {
  writeFileSync(join(sandbox.source, 'letter'), 'dear all');
  const [pulled] = await Promise.all([pull(), letGoOnceRefused()]);
  expect(pulled, logged.join('\n')).toMatchObject({ ok: true });
  expect(logged.join('\n')).toContain('Session open refused by peer');
  expect(readFileSync(join(sandbox.path, 'copy/letter'), 'utf8')).toBe('dear all');
  expect(statuses().at(-1)).toBe('0');
});

test('so is a list', async () => {
  const [lists] = await Promise.all([
    askLists(connection, ['/home/you'], {
      ...{ directory, signal: ending.signal },
      log: (words) => logged.push(words),
    }),
    letGoOnceRefused(),
  ]);
  expect(
    [...(lists ?? [])].map(([root]) => root),
    logged.join('\n'),
  ).toEqual(['/home/you']);
});

test('who is ended meanwhile asks no more', async () => {
  const pulling = pull();
  await until(
    () => statuses().includes('255'),
    () => 'no session was refused',
  );
  ending.abort();
  expect(await pulling).toMatchObject({ ok: false, failure: { code: 'transfer-interrupted' } });
});
