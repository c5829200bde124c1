import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KeyKeeper, type KeptRequest } from '../helpers/key-keeper';
import { lookBefore, type Before } from '../helpers/leftovers';
import { programsLike, untilNothingIsLeft } from '../helpers/long-run';
import {
  freePort,
  settingsFor,
  startLoopbackHost,
  TUNNEL_KEY_OPTIONS,
  type LoopbackHost,
} from '../helpers/loopback-host';
import { lastOutcome } from '../helpers/records';
import { Sandbox, type Finished, type Started } from '../helpers/sandbox';
import { copyOf } from '../helpers/store';
import { until } from '../helpers/until';

const SECRET = 'TOP SECRET 4711';

let sandbox: Sandbox;
let keeper: KeyKeeper;
let host: LoopbackHost;
let before: Before;
let run: Started;
let kept: KeptRequest;

beforeEach(() => {
  sandbox = new Sandbox();
  keeper = new KeyKeeper();
  mkdirSync(join(sandbox.source, 'private'));
  writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
  writeFileSync(join(sandbox.source, 'private/diary.txt'), SECRET);
  writeFileSync(join(sandbox.path, 'outside.txt'), SECRET);
  sandbox.writeExcludeList('/private/\n');
});

afterEach(async () => {
  run.kill('SIGKILL');
  await host.stop();
  keeper.remove();
  sandbox.remove();
});

/** A run whose host keeps the key, up to the moment that it is called. */
async function openTheDoor(more: Record<string, unknown> = {}, keyOptions = 'restrict'): Promise<void> {
  host = await startLoopbackHost(sandbox, { command: keeper.command, keyOptions });
  before = lookBefore();
  sandbox.writeSettings(settingsFor(host, [sandbox.source], more));
  await callAgain();
}

async function callAgain(): Promise<void> {
  run = sandbox.start('--run', '--json');
  kept = await keeper.request();
}

/** The host goes on as a good one, with the key that it was given. */
async function backUpAfterAll(): Promise<void> {
  const store = sandbox.directory('late store');
  expect(await kept.backUp(sandbox, store).finished).toMatchObject({ status: 0 });
  keeper.release(0);
  expect(await run.finished).toMatchObject({ status: 0, stderr: '' });
  expect(readdirSync(copyOf(store, sandbox.source))).toEqual(['letter.txt']);
  await untilNothingIsLeft(before, sandbox);
}

/** The host has had its chance; the run ends, and with it all that the key was good for. */
async function endTheRun(): Promise<void> {
  keeper.release(1);
  expect((await run.finished).status).toBe(1);
  await untilNothingIsLeft(before, sandbox);
}

/** Connects, says something, and returns all that comes back until the other side closes. */
function knock(options: { host?: string; from?: string; words?: string } = {}): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect({
      port: kept.port,
      host: options.host ?? '127.0.0.1',
      ...(options.from !== undefined && { localAddress: options.from }),
    });
    socket.on('data', (chunk) => (heard += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(heard);
    });
    if (options.words !== undefined) socket.end(options.words);
  });
}

describe('who is at the door', () => {
  test('strangers that knock, scan and talk nonsense do not spoil the backup', async () => {
    await openTheDoor();
    for (let count = 0; count < 20; count += 1) await knock({ words: '' });
    await knock({ words: 'GET / HTTP/1.0\r\n\r\n' });
    await knock({ words: 'SSH-2.0-scanner\r\n' });
    await knock({ words: '\0'.repeat(70_000) });
    // Some that say nothing and stay. They are put out when the host is let in.
    const silent = Array.from({ length: 3 }, () => knock());
    await backUpAfterAll();
    for (const heard of await Promise.all(silent)) expect(heard).toMatch(/^SSH-2\.0-/);
  });

  test('silent ones give way, however many there are', async () => {
    await openTheDoor();
    const silent: Promise<string>[] = [];
    for (let count = 0; count < 20; count += 1) silent.push(knock());
    await programsLike(/sshd -i|sshd: /, before);
    await backUpAfterAll();
    for (const heard of await Promise.all(silent)) expect(heard).toMatch(/^(SSH-2\.0-.*\s*)?$/);
    expect(lastOutcome(sandbox).refused.peers).toEqual([]);
  });

  test('an address that is not allowed never meets sshd, is named, and the backup goes on', async () => {
    await openTheDoor({ allowFrom: ['127.0.0.1'] });
    expect(await knock({ from: '127.0.0.2' })).toBe('');
    expect(await knock({ host: '::1' })).toBe('');
    // With the right key in hand it is no better.
    const { stderr } = await kept.ssh('-b', '127.0.0.3', '--', 'id').finished;
    expect(stderr).toMatch(/Connection (closed|reset)/);
    await backUpAfterAll();
    expect(lastOutcome(sandbox)).toMatchObject({
      result: 'completed',
      refused: { commands: 0, peers: ['127.0.0.2', '::1', '127.0.0.3'] },
    });
    expect((await run.finished).stdout).toContain('{"type":"turned-away","address":"127.0.0.2"}');
  });

  test('in tunnel mode nobody but this machine can knock at all', async () => {
    await openTheDoor({ reach: 'tunnel' }, TUNNEL_KEY_OPTIONS);
    const listeners = readFileSync('/proc/net/tcp', 'latin1') + readFileSync('/proc/net/tcp6', 'latin1');
    const port = Number(/"listening","port":(\d+)/.exec(await outputSoFar(run, '"calling"'))?.[1]);
    const addresses = listeners
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(
        (fields) =>
          fields[3] === '0A' && fields[1]?.endsWith(`:${port.toString(16).toUpperCase().padStart(4, '0')}`),
      )
      .map((fields) => fields[1]?.split(':')[0]);
    expect(addresses).toEqual(['0100007F']);
    await backUpAfterAll();
  });

  test('another key is refused, and the right one still gets in', async () => {
    await openTheDoor();
    const other = join(keeper.directory, 'other');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', other]);
    const args = kept.sshArguments(['--', 'id'], other);
    expect((await kept.sshWith(args).finished).stderr).toContain('Permission denied (publickey)');
    await backUpAfterAll();
  });

  test('a second connection is refused while the first one is in, the right key or not', async () => {
    await openTheDoor();
    const intruder = await kept.connect();
    const second = await kept.ssh('--', 'id').finished;
    expect(second).toMatchObject({ status: 255, stdout: '' });
    expect(second.stderr).toMatch(/Connection refused|Connection reset|Connection closed/);
    expect(await knock()).toBe('');
    await intruder.close();
    // And it stays so when the first one has gone: one run, one connection.
    expect((await kept.ssh('--', 'id').finished).stderr).toContain('Connection refused');
    await endTheRun();
  });

  test('after the run the key opens nothing', async () => {
    await openTheDoor({ callbackPort: await freePort() });
    await backUpAfterAll();
    expect((await kept.ssh('--', 'id').finished).stderr).toContain('Connection refused');
    // Not even the door of the next run, at the same port.
    const stale = kept;
    keeper.forget();
    await callAgain();
    expect(kept.port).toBe(stale.port);
    const refused = await kept.sshWith(kept.sshArguments(['--', 'id'], writeKey(stale))).finished;
    expect(refused.stderr).toContain('Permission denied (publickey)');
    await backUpAfterAll();
  });
});

function writeKey(request: KeptRequest): string {
  const path = join(keeper.directory, 'stale-key');
  writeFileSync(path, request.request.privateKey, { mode: 0o400 });
  return path;
}

async function outputSoFar(started: Started, text: string): Promise<string> {
  await started.saw(text);
  return started.output();
}

describe('a host that was let in gets nothing but the backup:', () => {
  const flags = '-vlHogDtpAXrze.iLsfxCIvu';

  test('no command but the one, and each try is counted and named', async () => {
    await openTheDoor();
    const intruder = await kept.connect();
    const commands: string[][] = [
      [],
      ['cat', '/etc/passwd'],
      [`cat ${sandbox.source}/private/diary.txt`],
      [`rsync --server ${flags} . ${sandbox.source}/`],
      [`rsync --server --sender ${flags} --remove-source-files . ${sandbox.source}/`],
      [`rsync --server --sender ${flags} --log-file=${sandbox.source}/planted . ${sandbox.source}/`],
      [`rsync --server --sender ${flags} --files-from=/etc/passwd . ${sandbox.source}/`],
      [`rsync --server --sender ${flags} . ${sandbox.source}/private/`],
      [`rsync --server --sender ${flags} . ${sandbox.source}/../`],
      [`rsync --server --sender ${flags} . /etc/`],
      [`rsync --server --sender ${flags} . ${sandbox.source}/ ; touch ${sandbox.source}/planted`],
      [`rsync --server --sender ${flags} . ${sandbox.source}/\ntouch ${sandbox.source}/planted`],
      [`rsync --server --sender ${flags} . $(touch ${sandbox.source}/planted)`],
      ['rsync --server --daemon .'],
      ['scp -f /etc/passwd'],
      ['/usr/lib/openssh/sftp-server'],
    ];
    for (const command of commands) {
      const tried = await intruder.run('-T', '--', ...command);
      expect(tried, command.join(' ')).toMatchObject({ status: 1, stdout: '' });
      expect(tried.stderr).toMatch(/^latchkey-guard: refused: [^\n]*\n$/);
      expect(tried.stderr).not.toContain('TOP SECRET');
    }
    await intruder.close();
    await endTheRun();
    expect(lastOutcome(sandbox)).toMatchObject({
      result: 'failed',
      failure: { code: 'commands-refused' },
      refused: { commands: commands.length },
    });
    expect(lastOutcome(sandbox).refused.reasons.length).toBeGreaterThan(5);
    expect((await run.finished).stdout.match(/"type":"refused"/g)).toHaveLength(commands.length);
    expect(readdirSync(sandbox.source).sort()).toEqual(['letter.txt', 'private']);
  });

  test('no sftp, no scp', async () => {
    await openTheDoor();
    const intruder = await kept.connect();
    const loot = sandbox.directory('loot');
    const options = ['-F', 'none', '-o', `ControlPath=${intruder.control}`, '-o', 'ProxyCommand=false'];
    const secret = join(sandbox.source, 'private/diary.txt');
    const scp = (...args: string[]): Promise<Finished> =>
      intruder.program('/usr/bin/scp', [...options, ...args]);
    expect((await intruder.program('/usr/bin/sftp', [...options, `laptop:${secret}`, loot])).status).not.toBe(
      0,
    );
    expect((await scp(`laptop:${secret}`, loot)).status).not.toBe(0);
    expect((await scp('-O', `laptop:${secret}`, loot)).status).not.toBe(0);
    expect(
      (await scp('-O', join(keeper.directory, 'body'), `laptop:${sandbox.source}/planted`)).status,
    ).not.toBe(0);
    await intruder.close();
    await endTheRun();
    expect(readdirSync(loot)).toEqual([]);
    expect(existsSync(join(sandbox.source, 'planted'))).toBe(false);
    // sshd has no subsystem to offer; the old protocol of scp is a command, and comes to the guard.
    expect(lastOutcome(sandbox).refused.commands).toBe(2);
  });

  test('rsync cannot write, delete, or reach what is excluded or outside', async () => {
    await openTheDoor();
    const intruder = await kept.connect();
    const loot = sandbox.directory('loot');
    const { source } = sandbox;
    const planted = join(keeper.directory, 'planted');
    writeFileSync(planted, 'planted');
    const tries: string[][] = [
      ['-a', planted, `laptop:${source}/`],
      ['-a', '--delete', `${keeper.directory}/`, `laptop:${source}/`],
      ['-a', '--remove-source-files', `laptop:${source}/`, `${loot}/`],
      ['-a', `laptop:${source}/private/`, `${loot}/`],
      ['-a', `laptop:${source}/private/diary.txt`, `${loot}/`],
      ['-a', `laptop:${sandbox.path}/outside.txt`, `${loot}/`],
      ['-a', `laptop:${source}/../outside.txt`, `${loot}/`],
      ['-aR', `laptop:${source}/./private`, `${loot}/`],
      ['-a', '--copy-links', '--files-from=/etc/hostname', `laptop:${source}/`, `${loot}/`],
      ['-a', '-s', `laptop:${source}/private/`, `${loot}/`],
      ['-a', '-M--no-such-option', `laptop:${source}/`, `${loot}/`],
    ];
    for (const args of tries) {
      const tried = await intruder.rsync(...args);
      expect(tried.status, args.join(' ')).not.toBe(0);
      expect(tried.stdout + tried.stderr, args.join(' ')).not.toContain('TOP SECRET');
      expect(tried.stderr, args.join(' ')).toContain('latchkey-guard: refused: ');
    }
    expect(readdirSync(loot)).toEqual([]);
    expect(readdirSync(source).sort()).toEqual(['letter.txt', 'private']);

    // What is allowed gives what is to be backed up and no more, however it is asked.
    const greedy = ['--include=/private/***', '--include=*', '--filter=!', '--delete-excluded'];
    expect(await intruder.rsync('-a', ...greedy, `laptop:${source}/`, `${loot}/`)).toMatchObject({
      status: 0,
    });
    expect(await intruder.rsync('-a', ...greedy, `laptop:${source}`, `${loot}/`)).toMatchObject({
      status: 0,
    });
    expect(
      execFileSync('find', [loot, '-type', 'f', '-printf', '%P\n']).toString().split('\n').sort(),
    ).toEqual(['', 'letter.txt', 'source/letter.txt'].sort());
    expect(execFileSync('find', [loot, '-name', 'private']).toString()).toBe('');
    await intruder.close();
    keeper.release(0);
    await run.finished;
    await untilNothingIsLeft(before, sandbox);
    expect(lastOutcome(sandbox).refused.commands).toBe(tries.length);
    expect(readFileSync(join(source, 'private/diary.txt'), 'utf8')).toBe(SECRET);
  });

  test('no forwarding of ports, either way, and no tunnel', async () => {
    await openTheDoor();
    const target = await startTarget();
    const [local, dynamic, remote] = [await freePort(), await freePort(), await freePort()];
    const intruder = await kept.connect(
      ...['-L', `127.0.0.1:${local}:127.0.0.1:${target.port}`, '-D', `127.0.0.1:${dynamic}`],
    );
    const through = (port: number, words: string | Buffer): Promise<string> =>
      new Promise((resolve) => {
        let heard = '';
        const socket = connect({ port, host: '127.0.0.1' });
        socket.on('data', (chunk) => (heard += chunk.toString('latin1')));
        socket.on('error', () => undefined);
        socket.on('close', () => {
          resolve(heard);
        });
        socket.write(words);
      });
    expect(await through(local, 'hello')).toBe('');
    // SOCKS 4: connect to the target.
    const socks = Buffer.from([4, 1, target.port >> 8, target.port & 255, 127, 0, 0, 1, 0]);
    expect(await through(dynamic, socks)).not.toContain(TARGET_SAYS);
    for (const where of [`127.0.0.1:${remote}`, `0.0.0.0:${remote}`, `/${keeper.directory}/remote.sock`]) {
      const forward = await intruder.run('-O', 'forward', '-R', `${where}:127.0.0.1:${target.port}`);
      expect(forward.status, where).not.toBe(0);
    }
    expect(await intruder.start('-W', `127.0.0.1:${target.port}`).finished).toMatchObject({ stdout: '' });
    expect((await intruder.start('-w', '0:0', '--', 'true').finished).status).not.toBe(0);
    expect(existsSync(join(keeper.directory, 'remote.sock'))).toBe(false);
    expect(target.visits()).toBe(0);
    // It could have been reached, had there been a way.
    expect(await through(target.port, 'hello')).toBe(TARGET_SAYS);
    await intruder.close();
    await target.stop();
    await endTheRun();
  });

  test('no terminal, no agent, no X11, no environment of its own', async () => {
    await openTheDoor();
    const agent = execFileSync('ssh-agent', ['-s', '-a', join(keeper.directory, 'agent')]).toString();
    const environment = {
      SSH_AUTH_SOCK: join(keeper.directory, 'agent'),
      DISPLAY: ':7',
      LD_PRELOAD: '/tmp/evil.so',
    };
    const intruder = await kept.connect();
    // A session that stays open: rsync waits for a first word that never comes.
    const session = intruder.startWith(
      environment,
      ...[
        '-tt',
        '-A',
        '-X',
        '-o',
        'SendEnv=LD_PRELOAD LC_ALL',
        '-o',
        'SetEnv=RSYNC_PROXY=evil BASH_ENV=/tmp/evil',
        '-v',
        '--',
      ],
      `rsync --server --sender ${flags} . ${sandbox.source}/`,
    );
    await run.saw('"type":"reading"');
    const [guard] = await programsLike(/guard\.mjs/, before);
    // setpriv and ionice become rsync, one after the other.
    const [reader] = await programsLike(/^\S*rsync --server --sender/, before);
    const names = (pid: number | undefined): string[] =>
      readFileSync(`/proc/${pid ?? 'nobody'}/environ`, 'latin1')
        .split('\0')
        .map((entry) => entry.split('=')[0] ?? '');
    expect(names(guard?.pid)).toContain('SSH_ORIGINAL_COMMAND');
    for (const name of ['SSH_AUTH_SOCK', 'DISPLAY', 'SSH_TTY', 'LD_PRELOAD', 'RSYNC_PROXY', 'BASH_ENV']) {
      expect(names(guard?.pid), name).not.toContain(name);
    }
    expect(
      names(reader?.pid)
        .filter((name) => name !== '')
        .sort(),
    ).toEqual(['LC_ALL', 'PATH']);
    await intruder.close();
    await session.finished;
    process.kill(Number(/SSH_AGENT_PID=(\d+)/.exec(agent)?.[1]));
    keeper.release(1);
    await run.finished;
    await untilNothingIsLeft(before, sandbox);
  });

  test('and is out as soon as the run is over, even in the middle of a session', async () => {
    await openTheDoor();
    const intruder = await kept.connect();
    const session = intruder.start('--', `rsync --server --sender ${flags} . ${sandbox.source}/`);
    await run.saw('"type":"reading"');
    run.kill('SIGTERM');
    expect(await run.finished).toMatchObject({ status: 130 });
    await Promise.all([session.finished, intruder.master.finished]);
    await until(
      () => !existsSync(intruder.control),
      () => 'the connection is still there',
    );
    await untilNothingIsLeft(before, sandbox);
  });
});

const TARGET_SAYS = 'you have reached it';

/** Something on the laptop's loopback that a forwarding would reach. */
async function startTarget(): Promise<{ port: number; visits: () => number; stop: () => Promise<void> }> {
  const seen: Socket[] = [];
  const server: Server = createServer((socket) => {
    seen.push(socket);
    socket.on('error', () => undefined).end(TARGET_SAYS);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    visits: () => seen.length,
    stop: async () => {
      for (const socket of seen) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
