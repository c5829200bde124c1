/** One more laptop: its line is written by `--add-machine`, and a real sshd lets it back up by that line, and do no more. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { afterBackupEnded } from '../../helpers/after-backup';
import { anyClient, onHost } from '../../helpers/grant';
import {
  settingsFor,
  startLoopbackHost,
  TUNNEL_KEY_OPTIONS,
  type LoopbackHost,
} from '../../helpers/loopback-host';
import { HOST_PROGRAM, PROJECT, Sandbox, startProgram, type Finished } from '../../helpers/sandbox';
import { completeSnapshots } from '../../helpers/store';

let laptop: Sandbox;
let host: LoopbackHost;
let directory: string;
let keys: string;
/** What sshd reads in the beginning of each test: two lines, the last without an end, and bytes of no text. */
let before: Buffer;
let key: string;
let keyFile: string;

beforeAll(async () => {
  laptop = new Sandbox();
  host = await startLoopbackHost(laptop, { anyCommand: true });
  directory = join(host.home, '.ssh');
  keys = join(directory, 'authorized_keys');
  keyFile = join(host.directory, 'laptop-key.pub');
  key = readFileSync(keyFile, 'utf8').trim();
  before = Buffer.concat([
    Buffer.from('# mine '),
    Buffer.from([0xff, 0xfe]),
    Buffer.from(`\n${keygen('person')}`),
  ]);
  writeFileSync(join(laptop.source, 'letter.txt'), 'dear reader\n');
});

afterAll(async () => {
  await host.stop();
  laptop.remove();
});

beforeEach(() => {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { mode: 0o700 });
  writeFileSync(keys, before);
  chmodSync(keys, 0o640);
});

afterEach(() => {
  chmodSync(directory, 0o700);
});

function keygen(name: string): string {
  const file = join(host.directory, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file]);
  return readFileSync(`${file}.pub`, 'utf8').trim();
}

async function backUpToAnotherStore(): Promise<void> {
  expect(await laptop.run('--accept-store')).toMatchObject({ status: 0, stderr: '' });
  expect(await laptop.run('--run')).toMatchObject({ status: 0, stderr: '' });
}

function add(...args: string[]): Promise<Finished> {
  return onHost(host, ['--add-machine', 'laptop', '--key', key, '--store', host.store, ...args]);
}

const addedLine = (): string =>
  readFileSync(keys)
    .subarray(before.length + 1)
    .toString();

test('the line is added, all else stays byte for byte, and by it the laptop backs up and does nothing else', async () => {
  const rules = ['--keep', 'daily=14, weekly=8', '--floor', '12', '--min-free', '5%', '--verify-for', '0'];
  const added = await add(...rules);
  expect(added).toMatchObject({ status: 0, stderr: '' });
  const print = execFileSync('ssh-keygen', ['-lf', keyFile], { encoding: 'utf8' }).split(' ')[1] ?? '';
  expect(added.stdout).toContain(`laptop may back up to ${host.store} with the key ${print}.`);
  expect(added.stdout).toContain(`${keys}, line 3.`);
  expect(added.stdout).toMatch(/^ {2}latchkey --init --host \S+@\S+$/m);
  expect(added.stdout).not.toContain('are kept');
  const now = readFileSync(keys);
  expect(now.subarray(0, before.length).equals(before)).toBe(true);
  const program = `${process.execPath} ${HOST_PROGRAM} --store ${host.store} --machine laptop`;
  expect(addedLine()).toBe(
    `command="${program} --keep 'daily=14, weekly=8' --floor 12 --min-free 5% --verify-for 0",restrict ${key}\n`,
  );
  expect(statSync(keys).mode & 0o7777).toBe(0o640);
  expect(readdirSync(directory)).toEqual(['authorized_keys']);
  const log = readFileSync(join(host.home, '.local/state/latchkey-host/laptop.log'), 'utf8');
  expect(log).toContain(`added: with the key ${print}`);

  laptop.writeSettings(settingsFor(host, [laptop.source]));
  expect(await laptop.run('--run')).toMatchObject({ status: 0, stderr: '' });
  expect(completeSnapshots(host.store)).toHaveLength(1);
  const stranger = await anyClient(host, { command: 'cat /etc/passwd' });
  await stranger.ended;
  expect(stranger.said()).not.toContain('root:');

  // And the next one by what is known by now: the store is that of all machines here, the key is in a file.
  keygen('desk');
  const another = await onHost(host, ['--add-machine', 'desk', '--key', join(host.directory, 'desk.pub')]);
  expect(another).toMatchObject({ status: 0, stderr: '' });
  expect(another.stdout).toContain('All its backups are kept, as there is no --keep.');
  const last = readFileSync(keys, 'latin1').split('\n').at(-2) ?? '';
  expect(last).toContain(`--store ${host.store} --machine desk",restrict ssh-ed25519 `);
});

test('where there is neither file nor directory, both are made, for nobody else', async () => {
  rmSync(directory, { recursive: true });
  expect(await add()).toMatchObject({ status: 0, stderr: '' });
  expect([statSync(directory).mode & 0o7777, statSync(keys).mode & 0o7777]).toEqual([0o700, 0o600]);
  expect(readFileSync(keys, 'utf8').split('\n')).toEqual([expect.stringContaining(key), '']);
});

test('a path is read back by sshd, shell and program as it was meant', async () => {
  const store = join(host.directory, `a "store's" \\"$HOME`);
  mkdirSync(store);
  const program = join(host.directory, `the "host's" \\"$program`);
  writeFileSync(program, '#!/bin/sh\necho "$LATCHKEY_STORE"\n', { mode: 0o700 });
  expect(await add('--store', store, '--after', program)).toMatchObject({ status: 0, stderr: '' });
  laptop.writeSettings(settingsFor(host, [laptop.source]));
  await backUpToAnotherStore();
  expect(completeSnapshots(store)).toHaveLength(1);
  await afterBackupEnded(store);
  const handedOn = readFileSync(join(store, 'laptop/handed-on.json'), 'utf8');
  expect(JSON.parse(handedOn)).toMatchObject({ failed: null, said: `${store}\n` });
  rmSync(store, { recursive: true });
});

test('for the way through the call, the line allows the tunnel', async () => {
  const added = await add('--allow-tunnel');
  expect(added).toMatchObject({ status: 0, stderr: '' });
  expect(added.stdout).toContain('"Through the call"');
  expect(addedLine()).toContain(` --machine laptop --allow-tunnel",${TUNNEL_KEY_OPTIONS} ssh-ed25519 `);
  laptop.writeSettings(settingsFor(host, [laptop.source], { reach: 'tunnel' }));
  await backUpToAnotherStore();
});

test('from the launcher, it is the launcher that the line names; with a node of a person’s own, that one', async () => {
  const launcher = join(PROJECT, 'bin/latchkey-host');
  const bin = join(host.directory, 'bin');
  mkdirSync(bin, { recursive: true });
  symlinkSync(launcher, join(bin, 'latchkey-host'));
  const asked = ['--add-machine', 'laptop', '--key', key, '--store', host.store];
  const start = (env: Record<string, string>): Promise<Finished> =>
    startProgram(join(bin, 'latchkey-host'), asked, { HOME: host.home, ...env }).finished;
  expect(await start({ PATH: '/usr/bin:/bin' })).toMatchObject({ status: 0, stderr: '' });
  expect(addedLine()).toMatch(new RegExp(`^command="${bin}/latchkey-host --store `));
  writeFileSync(keys, before);
  writeFileSync(join(bin, 'node'), readFileSync(process.execPath), { mode: 0o755 });
  expect(await start({ PATH: '/usr/bin:/bin', LATCHKEY_NODE: join(bin, 'node') })).toMatchObject({
    status: 0,
    stderr: '',
  });
  expect(addedLine()).toMatch(new RegExp(`^command="${bin}/node ${HOST_PROGRAM} --store `));
});

test('of two at once, one adds the machine', async () => {
  const other = keygen('twin');
  const both = await Promise.all([
    add(),
    onHost(host, ['--add-machine', 'laptop', '--key', other, '--store', host.store]),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([0, 1]);
  expect(readFileSync(keys, 'latin1').match(/--machine laptop/g)).toHaveLength(1);
});

describe('it is refused, and nothing is changed,', () => {
  test.each<[string, () => Promise<Finished>, RegExp]>([
    [
      'in a forced command',
      () =>
        onHost(host, ['--add-machine', 'laptop', '--key', key, '--store', host.store], {
          SSH_ORIGINAL_COMMAND: 'latchkey-host',
        }),
      /opens nothing/,
    ],
    [
      'over ssh without a terminal',
      () =>
        onHost(host, ['--add-machine', 'laptop', '--key', key, '--store', host.store], {
          SSH_CONNECTION: '::1 1 ::1 2',
        }),
      /needs a terminal/,
    ],
    [
      'for root',
      () =>
        onHost(host, ['--add-machine', 'laptop', '--key', key, '--store', host.store], {}, [
          'unshare',
          '-Ur',
        ]),
      /root keeps nobody's backups/,
    ],
    [
      'with a name that has a line',
      () => {
        appendKey(
          `command="latchkey-host --store ${host.store} --machine laptop",restrict ${keygen('held')}`,
        );
        return add();
      },
      /laptop has a line already: .*line 3 .*held\)[^]*--adopt-machine/,
    ],
    [
      'with a key that logs somebody in',
      () =>
        onHost(host, [
          '--add-machine',
          'laptop',
          '--key',
          join(host.directory, 'person.pub'),
          '--store',
          host.store,
        ]),
      /that key already serves something else: .*line 2 /,
    ],
    [
      'with a key that authorized_keys2 has',
      () => {
        writeFileSync(`${keys}2`, `${key}\n`);
        return add();
      },
      /already serves something else: .*authorized_keys2, line 1/,
    ],
    ['with half a key', () => add('--key', key.slice(0, 50)), /--key: it is not "ssh-ed25519/],
    ['with options before the key', () => add('--key', `no-pty ${key}`), /--key: options stand in front/],
    [
      'with a second line in the key',
      () => add('--key', `${key}\nssh-rsa x`),
      /--key: it has more than one line/,
    ],
    [
      'with the private key',
      () => add('--key', keyFile.replace(/\.pub$/, '')),
      /--key: .*laptop-key: it has more than one line/,
    ],
    ['with a rule that is none', () => add('--keep', 'minutely=1'), /--keep: "minutely=1" is not one of/],
    [
      'with a program that is not there',
      () => add('--after', '/nowhere/hand-on'),
      /--after: \/nowhere\/hand-on is no program that this user can run/,
    ],
    ['with a directory for a program', () => add('--after', '/usr'), /--after: \/usr is no program/],
    ['with a program that is no path', () => add('--after', 'hand-on'), /--after takes the absolute path/],
    ['with a time that is none', () => add('--time-limit', '0'), /--time-limit must be more/],
    ['with an option of another command', () => add('--machine', 'laptop'), /--machine does not belong here/],
    [
      'with a name that is a path',
      () => onHost(host, ['--add-machine', '../laptop', '--key', key, '--store', host.store]),
      /--add-machine: "..\/laptop" is not up to 64/,
    ],
    ['without a key', () => onHost(host, ['--add-machine', 'laptop']), /--key is missing/],
    [
      'without a store, where nobody has one',
      () => onHost(host, ['--add-machine', 'laptop', '--key', key]),
      /say where its snapshots go: --store DIR/,
    ],
    [
      'for a store that is not there',
      () => add('--store', '/nowhere'),
      /there is no directory \/nowhere: make it/,
    ],
    ['for a store that others own', () => add('--store', '/usr'), /\/usr is not writable for this user/],
    [
      'for a store that no line can name',
      () => {
        const store = join(host.directory, 'two\nlines');
        mkdirSync(store, { recursive: true });
        return add('--store', store);
      },
      /no line of authorized_keys can say this/,
    ],
    [
      'where the file is a link',
      () => {
        renameSync(keys, join(host.directory, 'elsewhere'));
        symlinkSync(join(host.directory, 'elsewhere'), keys);
        return add();
      },
      /is a symbolic link/,
    ],
    [
      'where others may write the file',
      () => {
        chmodSync(keys, 0o660);
        return add();
      },
      /others may write it/,
    ],
    [
      'where others may write the directory',
      () => {
        chmodSync(directory, 0o770);
        return add();
      },
      /others may write it/,
    ],
    [
      'where it is not writable',
      () => {
        chmodSync(keys, 0o400);
        return add();
      },
      /authorized_keys is not writable/,
    ],
    [
      'where the directory takes no new file',
      () => {
        chmodSync(directory, 0o500);
        return add();
      },
      /\.ssh is not writable/,
    ],
  ])('%s', async (_, act, words) => {
    const running = act();
    const there = readFileSync(keys);
    const names = readdirSync(directory);
    const refused = await running;
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toMatch(words);
    expect(refused.stderr).not.toMatch(/\bat .*\.(mjs|ts):\d/);
    expect([1, 2]).toContain(refused.status);
    expect(readFileSync(keys).equals(there)).toBe(true);
    expect(readdirSync(directory)).toEqual(names);
  });

  test('where a link leads to no file yet', async () => {
    rmSync(keys);
    symlinkSync(join(host.directory, 'not there'), keys);
    expect((await add()).stderr).toMatch(/is a symbolic link/);
    expect(existsSync(join(host.directory, 'not there'))).toBe(false);
  });
});

function appendKey(line: string): void {
  writeFileSync(keys, Buffer.concat([before, Buffer.from(`\n${line}\n`)]));
}
