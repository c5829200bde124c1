/** A laptop is lost: its line on the host gets the new laptop's key, on a real sshd that then refuses the old one. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
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
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { JSON_OUTPUTS } from '../../../host/json-outputs';
import { anyClient, grantFile, onHost, withCode } from '../../helpers/grant';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../../helpers/loopback-host';
import { HOST_PROGRAM, Sandbox, type Finished } from '../../helpers/sandbox';
import { completeSnapshots } from '../../helpers/store';

let lost: Sandbox;
let fresh: Sandbox;
let host: LoopbackHost;
/** Of the host: what sshd reads. */
let keys: string;
let newKey: string;
let oldLine: string;

function keygen(file: string, comment: string): string {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', file]);
  return readFileSync(`${file}.pub`, 'utf8').trim();
}

const OTHER_BYTES = Buffer.concat([Buffer.from('# mine '), Buffer.from([0xff, 0xfe]), Buffer.from('\n\n')]);

beforeAll(async () => {
  lost = new Sandbox();
  fresh = new Sandbox();
  host = await startLoopbackHost(lost, { anyCommand: true });
  keys = join(host.home, '.ssh/authorized_keys');
  newKey = keygen(join(host.directory, 'new-key'), 'anna@new laptop');
  const oldKey = readFileSync(join(host.directory, 'laptop-key.pub'), 'utf8').trim();
  const command = `command="${process.execPath} ${HOST_PROGRAM} --store ${host.store} --machine laptop --keep daily=\\"14\\"",restrict`;
  oldLine = `${command}\t${oldKey}`;
  writeFileSync(join(lost.source, 'letter.txt'), 'dear reader\n');
  writeKeys(oldLine);
  lost.writeSettings(settingsFor(host, [lost.source]));
  expect(await lost.run('--run')).toMatchObject({ status: 0, stderr: '' });
  const sshArgs = host.sshArgs.map((word) => word.replace(/laptop-key$/, 'new-key'));
  fresh.writeSettings(settingsFor({ ...host, sshArgs }, [lost.source]));
});

afterAll(async () => {
  await host.stop();
  fresh.remove();
  lost.remove();
});

function writeKeys(...lines: string[]): void {
  rmSync(keys, { force: true });
  writeFileSync(
    keys,
    Buffer.concat([OTHER_BYTES, Buffer.from(`${lines.join('\n')}\nlast line without an end`)]),
    {
      mode: 0o640,
    },
  );
  chmodSync(keys, 0o640);
}

function adopt(...args: string[]): Promise<Finished> {
  return onHost(host, ['--adopt-machine', 'laptop', '--key', newKey, ...args]);
}

const grants = join('.local/state/latchkey-host/grants');

function nothingIsGranted(): boolean {
  const directory = join(host.home, grants);
  return !existsSync(directory) || readdirSync(directory).every((name) => !/^laptop.*\.json$/.test(name));
}

beforeEach(async () => {
  writeKeys(oldLine);
  await onHost(host, ['--revoke-restore', '--store', host.store, '--machine', 'laptop']);
});

test('the new key takes the old one’s place, reads by the code, backs up, and the old one is refused', async () => {
  const adopted = await adopt();
  expect(adopted).toMatchObject({ status: 0, stderr: '' });
  const { stdout } = adopted;
  expect(stdout).toContain('For 12 h, and for one connection');
  expect(stdout).toMatch(/is locked out: SHA256:\S+/);
  const [options = ''] = oldLine.split('\t');
  const expected = `${options}\t${newKey}\nlast line without an end`;
  expect(readFileSync(keys).equals(Buffer.concat([OTHER_BYTES, Buffer.from(expected)]))).toBe(true);
  expect(statSync(keys).mode & 0o7777).toBe(0o640);
  expect(readdirSync(join(host.home, '.ssh'))).toEqual(['authorized_keys']);

  const stolen = await anyClient(host);
  expect(await stolen.ended).toBe(255);
  expect(stolen.said()).toContain('Permission denied');
  expect((await lost.run('--run')).status).toBe(1);

  const code = /^Code: (\S+)$/m.exec(stdout)?.[1] ?? '';
  const listed = await withCode(fresh, code, ['--list', lost.source]);
  expect(listed).toMatchObject({ status: 0, stderr: '' });
  expect(listed.stdout).toContain('letter.txt');
  const before = completeSnapshots(host.store).length;
  expect(await fresh.run('--run')).toMatchObject({ status: 0, stderr: '' });
  expect(completeSnapshots(host.store)).toHaveLength(before + 1);
  const log = readFileSync(join(host.home, '.local/state/latchkey-host/laptop.log'), 'utf8');
  expect(log).toMatch(/adopted: the key SHA256:\S+ took the place of SHA256:/);
});

test('once more with the same key is a new code, and the file is not written', async () => {
  expect((await adopt()).status).toBe(0);
  const before = statSync(keys);
  const again = await adopt('--json', '--for', '30m', '--snapshots', 'last');
  expect(again).toMatchObject({ status: 0, stderr: '' });
  expect(statSync(keys).ino).toBe(before.ino);
  const said = JSON.parse(again.stdout) as { code: string; key: string };
  expect(JSON_OUTPUTS['adopt-machine'].parse(said)).toEqual(said);
  expect(said).toMatchObject({ machine: 'laptop', file: keys, line: 3, seconds: 1800 });
  const [, print = ''] = execFileSync('ssh-keygen', ['-lf', join(host.directory, 'new-key.pub')], {
    encoding: 'utf8',
  }).split(' ');
  expect(said.key).toBe(print);
  expect((await withCode(fresh, said.code, ['--snapshots'])).status).toBe(0);
});

describe('it is refused, and nothing is changed,', () => {
  const otherMachine = (): string =>
    oldLine.replace('--machine laptop', '--machine desk').replace(/\t.*/, `\t${newKey}`);

  test.each<[string, () => Promise<Finished>, RegExp]>([
    [
      'in a forced command',
      () =>
        onHost(host, ['--adopt-machine', 'laptop', '--key', newKey], {
          SSH_ORIGINAL_COMMAND: 'latchkey-host',
        }),
      /opens nothing/,
    ],
    [
      'over ssh without a terminal',
      () => onHost(host, ['--adopt-machine', 'laptop', '--key', newKey], { SSH_CONNECTION: '::1 1 ::1 2' }),
      /needs a terminal/,
    ],
    [
      'for a machine that has no line',
      () => onHost(host, ['--adopt-machine', 'desk', '--key', newKey]),
      /is for desk; there are laptop$/m,
    ],
    [
      'with half a key',
      () => onHost(host, ['--adopt-machine', 'laptop', '--key', newKey.slice(0, 50)]),
      /--key: it is not "ssh-ed25519/,
    ],
    [
      'with options before the key',
      () => onHost(host, ['--adopt-machine', 'laptop', '--key', `no-pty ${newKey}`]),
      /--key: options stand in front/,
    ],
    [
      'with a second line in the key',
      () => onHost(host, ['--adopt-machine', 'laptop', '--key', `${newKey}\nssh-rsa x`]),
      /--key: it has more than one line/,
    ],
    [
      'with a key that serves another machine',
      () => {
        writeKeys(oldLine, otherMachine());
        return adopt();
      },
      /already serves desk: .*authorized_keys, line 4/,
    ],
    [
      'with a key that logs somebody in',
      () => {
        writeKeys(newKey, oldLine);
        return adopt();
      },
      /already serves something else: .*line 3/,
    ],
    [
      'where the old key enters by another line as well',
      () => {
        writeKeys(oldLine, oldLine.replace('--machine laptop', '--machine desk'));
        return adopt();
      },
      /enters by other lines too[^]*line 4/,
    ],
    [
      'where two lines are for the machine',
      () => {
        writeKeys(oldLine, oldLine.replace(/\t.*/, `\t${keygen(join(host.directory, 'second'), 'second')}`));
        return adopt();
      },
      /several lines are for laptop[^]*line 3 [^]*line 4 /,
    ],
    [
      'where two stores hold it',
      () => {
        const other = oldLine
          .replace(host.store, '/srv/other')
          .replace(/\t.*/, `\t${keygen(join(host.directory, 'third'), 'third')}`);
        writeKeys(oldLine, other);
        return adopt();
      },
      /say which store is meant:\n {2}--store \S+\n {2}--store \/srv\/other/,
    ],
    ['in a store that is not its own', () => adopt('--store', '/srv/other'), /there are laptop \(--store /],
    [
      'where the file is a link',
      () => {
        renameSync(keys, join(host.directory, 'elsewhere'));
        symlinkSync(join(host.directory, 'elsewhere'), keys);
        return adopt();
      },
      /is a symbolic link/,
    ],
    [
      'where others may write the file',
      () => {
        chmodSync(keys, 0o660);
        return adopt();
      },
      /others may write it/,
    ],
    [
      'where it is not writable',
      () => {
        chmodSync(keys, 0o400);
        return adopt();
      },
      /authorized_keys is not writable/,
    ],
    [
      'for an authority’s line',
      () => {
        writeKeys(oldLine.replace('restrict\t', 'cert-authority,restrict\t'));
        return adopt();
      },
      /certificates/,
    ],
    [
      'for a snapshot that is not there',
      () => adopt('--snapshots', '2020-01-01T000000Z'),
      /there is no 2020/,
    ],
    [
      'with an option that does not belong to it',
      () => adopt('--machine', 'laptop'),
      /--machine does not belong here/,
    ],
  ])('%s', async (_, act, words) => {
    const running = act();
    const before = readFileSync(keys);
    const refused = await running;
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toMatch(words);
    expect(refused.stderr).not.toMatch(/\bat .*\.(mjs|ts):\d/);
    expect([1, 2]).toContain(refused.status);
    expect(readFileSync(keys).equals(before)).toBe(true);
    expect(readdirSync(join(host.home, '.ssh'))).toEqual(['authorized_keys']);
    expect(nothingIsGranted()).toBe(true);
  });

  test('where the directory takes no new file; and the grant is taken back', async () => {
    const directory = join(host.home, '.ssh');
    chmodSync(directory, 0o500);
    try {
      const refused = await adopt();
      expect(refused).toMatchObject({ status: 1, stdout: '' });
      expect(refused.stderr).toContain(`${directory} is not writable`);
      expect(nothingIsGranted()).toBe(true);
    } finally {
      chmodSync(directory, 0o700);
    }
  });
});

test('with --store, the one of two stores is meant; the other’s line stays', async () => {
  const other = oldLine
    .replace(host.store, '/srv/other')
    .replace(/\t.*/, `\t${keygen(join(host.directory, 'fourth'), 'fourth')}`);
  writeKeys(other, oldLine);
  expect(await adopt('--store', host.store)).toMatchObject({ status: 0, stderr: '' });
  const [, , third, fourth] = readFileSync(keys, 'latin1').split('\n');
  expect(third).toBe(other);
  expect(fourth?.endsWith(newKey)).toBe(true);
  expect(existsSync(grantFile(host))).toBe(true);
});

test('a line of authorized_keys2 counts as well', async () => {
  copyFileSync(keys, `${keys}2`);
  writeFileSync(keys, '', { mode: 0o600 });
  try {
    expect(await adopt()).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(`${keys}2`, 'latin1')).toContain(newKey);
  } finally {
    rmSync(`${keys}2`);
    mkdirSync(join(host.home, '.ssh'), { recursive: true });
  }
});
