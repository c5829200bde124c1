/** A laptop is lost, and its backups are on a host: a real sshd, two laptops with keys of their own, one command on the host. */
import { execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeTree } from '../helpers/describe-tree';
import { anyClient, onHost } from '../helpers/grant';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../helpers/loopback-host';
import { writtenSettings } from '../helpers/records';
import { CLI, HOST_PROGRAM, PROJECT, Sandbox, startProgram, type Finished } from '../helpers/sandbox';
import { completeSnapshots, copyOf } from '../helpers/store';
import { until } from '../helpers/until';

const OWN_SSH = join(PROJECT, 'test/helpers/own-ssh.sh');

class Laptop extends Sandbox {
  readonly home = this.directory('home');

  override get environment(): Record<string, string> {
    return { ...super.environment, HOME: this.home };
  }
}

let laptop: Laptop;
let home: string;
let host: LoopbackHost;
/** Of the new laptop, in the place of ~/.ssh. */
let ssh: string;
let destination: string;
let thenTree: ReturnType<typeof describeTree>;

const EXCLUDES = Buffer.concat([Buffer.from('# mine\n/Videos/\n'), Buffer.from([0xff, 0x0a])]);

beforeEach(async () => {
  laptop = new Laptop();
  ({ home } = laptop);
  for (const [name, text] of [
    ['Documents/letter', 'dear'],
    ['Videos/film', 'large'],
  ] as const) {
    mkdirSync(join(home, name, '..'), { recursive: true });
    writeFileSync(join(home, name), text);
  }
  host = await startLoopbackHost(laptop, { anyCommand: true });
  const oldKey = readFileSync(join(host.directory, 'laptop-key.pub'), 'utf8');
  const command = `${process.execPath} ${HOST_PROGRAM} --store ${host.store} --machine thinkpad`;
  writeFileSync(join(host.home, '.ssh/authorized_keys'), `command="${command}",restrict ${oldKey}`, {
    mode: 0o600,
  });
  laptop.writeSettings({
    ...settingsFor(host, [home], { callbackPort: 0 }),
    ...{
      schemaVersion: 3,
      machine: 'thinkpad',
      overdueDays: 9,
      commands: { before: { argv: ['/bin/true'] } },
    },
  });
  laptop.writeExcludeList(EXCLUDES);
  cpSync(laptop.config, join(home, '.config/latchkey'), { recursive: true });
  expect(await laptop.run('--run')).toMatchObject({ status: 0, stderr: '' });
  thenTree = describeTree(join(home, 'Documents'));
  for (const path of [home, laptop.config, laptop.state]) {
    rmSync(path, { recursive: true });
    mkdirSync(path, { recursive: true, mode: 0o700 });
  }
  ssh = laptop.directory('new-ssh');
  destination = `${userInfo().username}@127.0.0.1:${host.port}`;
});

afterEach(async () => {
  await host.stop();
  laptop.remove();
});

function knowTheHost(): void {
  cpSync(join(host.directory, 'known_hosts'), join(ssh, 'known_hosts'));
}

const asNew = (...args: string[]): [string, ...string[]] => [
  '/bin/sh',
  OWN_SSH,
  ssh,
  process.execPath,
  CLI,
  ...args,
];

function onNew(input: string, ...args: string[]): Promise<Finished> {
  const [program, ...rest] = asNew(...args);
  return startProgram(program, rest, laptop.environment, Buffer.from(input)).finished;
}

/** A person at a terminal: each question is answered when it is there. */
async function sit(
  args: string[],
  talk: [RegExp, (shown: string) => Promise<string>][],
): Promise<{ status: number | null; shown: string }> {
  const line = asNew(...args).join(' ');
  const child = spawn('/usr/bin/script', ['-qec', line, '/dev/null'], {
    env: laptop.environment,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let shown = '';
  let from = 0;
  child.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString().replaceAll('\r', '')));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let isOver = false;
  void ended.then(() => (isOver = true));
  for (const [question, answer] of talk) {
    await until(
      () => isOver || question.test(shown.slice(from)),
      () => `it did not ask ${String(question)}: ${shown}`,
    );
    const said = shown.slice(from);
    from = shown.length;
    child.stdin.write(`${await answer(said)}\n`);
  }
  const status = await ended;
  child.stdin.end();
  return { status, shown };
}

/** What the command on the screen does, run there by the backups' owner. Returns the code. */
async function runThere(shown: string, changed = (command: string): string => command): Promise<string> {
  const [, command = ''] = /^ {2}latchkey-host (--adopt-machine .*)$/m.exec(shown) ?? [];
  const program = `${process.execPath} ${HOST_PROGRAM} ${changed(command)}`;
  const { stdout, stderr } = await startProgram('/bin/sh', ['-c', program], {
    HOME: host.home,
    PATH: '/usr/bin:/bin',
  }).finished;
  const [, code] = /^Code: (\S+)$/m.exec(stdout) ?? [];
  if (code === undefined) throw new Error(`no code: ${command} ${stdout}${stderr}`);
  return code;
}

test('at a terminal: the host is compared, one command is run there, all comes back, and backups go on', async () => {
  const before = lstatSync(join(copyOf(host.store, home), 'Documents/letter')).ino;
  const fingerprint =
    execFileSync('ssh-keygen', ['-lf', join(host.directory, 'host-key.pub')], { encoding: 'utf8' }).split(
      ' ',
    )[1] ?? '';
  const { status, shown } = await sit(
    ['--adopt', destination],
    [
      [/\(yes\/no\) $/, () => Promise.resolve('yes')],
      [/called on .*\? \(.*\) $/, () => Promise.resolve('thinkpad')],
      [
        /shows: $/,
        async (said) => {
          shownCommand = said;
          const code = await runThere(said);
          return code.startsWith('ABCDE') ? 'FGHJK-FGHJK' : 'ABCDE-FGHJK';
        },
      ],
      [/2 more wrong tries[^]*shows: $/, () => runThere(shownCommand)],
      [/\(yes\/no\) $/, () => Promise.resolve('yes')],
    ],
  );
  expect(shown).toContain(fingerprint);
  expect(shown).toContain('"thinkpad" from now on');
  expect(shown).toContain('commands around each backup were not taken over');
  expect(shown).not.toContain(host.store);
  expect(status).toBe(0);
  expect(describeTree(join(home, 'Documents'))).toEqual(thenTree);
  expect(writtenSettings(laptop)).toEqual({
    ...{ schemaVersion: 4, name: '127.0.0.1' },
    ...{ machine: 'thinkpad', overdueDays: 9, roots: [home] },
    host: {
      ...{ kind: 'ssh', destination: `${userInfo().username}@127.0.0.1`, reach: 'direct' },
      sshArgs: [
        '-p',
        String(host.port),
        '-i',
        join(userInfo().homedir, '.ssh/latchkey'),
        '-o',
        'IdentitiesOnly=yes',
      ],
    },
  });
  expect(readFileSync(join(laptop.config, 'exclude')).equals(EXCLUDES)).toBe(true);

  expect(await onNew('', '--run')).toMatchObject({ status: 0, stderr: '' });
  expect(completeSnapshots(host.store)).toHaveLength(2);
  expect(lstatSync(join(copyOf(host.store, home), 'Documents/letter')).ino).toBe(before);
  const stolen = await anyClient(host);
  expect(await stolen.ended).toBe(255);
  expect(stolen.said()).toContain('Permission denied');
});

/** With a key that is there already, what is shown is the same each time. */
let shownCommand = '';

describe('from a script', () => {
  async function makeKey(): Promise<void> {
    knowTheHost();
    const { stderr } = await onNew('', '--adopt', destination, '--machine', 'thinkpad', '--code-from', '-');
    shownCommand = stderr;
  }

  test('the command is on stderr and the code on stdin; files come back where that is asked for', async () => {
    await makeKey();
    const code = await runThere(shownCommand);
    const done = await onNew(
      `${code}\n`,
      '--adopt',
      destination,
      '--machine',
      'thinkpad',
      '--only-missing',
      '--code-from',
      '-',
    );
    expect(done.status).toBe(0);
    expect(done.stdout).toContain('"thinkpad" from now on');
    expect(describeTree(join(home, 'Documents'))).toEqual(thenTree);
  });

  test('without a way for the files, it says how they come back', async () => {
    await makeKey();
    const code = await runThere(shownCommand);
    const done = await onNew(
      `${code}\n`,
      '--adopt',
      destination,
      '--machine',
      'thinkpad',
      '--code-from',
      '-',
    );
    expect(done.status).toBe(0);
    expect(done.stdout).toContain(`latchkey --restore ${home} --only-missing`);
    expect(existsSync(join(home, 'Documents'))).toBe(false);
  });

  test('nothing is written where it is refused', async () => {
    const args = ['--adopt', destination, '--machine', 'thinkpad', '--code-from', '-'];
    const unknownHost = await onNew('ABCDE-FGHJK\n', ...args);
    expect(unknownHost).toMatchObject({ status: 1, stdout: '' });
    expect(unknownHost.stderr).toContain('identity is not the trusted one');
    knowTheHost();
    const notYet = await onNew('ABCDE-FGHJK\n', ...args);
    expect(notYet).toMatchObject({ stdout: '' });
    expect(notYet.stderr).toContain('Permission denied');
    expect(notYet.status).not.toBe(0);
    shownCommand = notYet.stderr;
    await runThere(shownCommand);
    const wrong = await onNew('ABCDE-FGHJK\n', ...args);
    expect(wrong).toMatchObject({ status: 77, stdout: '' });
    expect(wrong.stderr).toContain('is not the code');
    expect(await onNew('', ...args)).toMatchObject({ status: 77, stdout: '' });
    expect(await onNew('', '--adopt', destination, '--code-from', '-')).toMatchObject({
      status: 2,
      stdout: '',
    });
    expect(await onNew('', '--adopt', destination, '--machine', 'no name', '--code-from', '-')).toMatchObject(
      { status: 2 },
    );
    const used = await runThere(shownCommand);
    expect((await onNew(`${used}\n`, ...args)).status).toBe(0);
    rmSync(join(laptop.config, 'settings.json'));
    const again = await onNew(`${used}\n`, ...args);
    expect(again).toMatchObject({ status: 77, stdout: '' });
    expect(again.stderr).toContain('was used already');
    appendFileSync(join(laptop.config, 'settings.json'), '{}');
    expect(await onNew('', ...args)).toMatchObject({ status: 78, stdout: '' });
    expect(readFileSync(join(laptop.config, 'settings.json'), 'utf8')).toBe('{}');
    await host.stop();
    rmSync(join(laptop.config, 'settings.json'));
    expect(await onNew('ABCDE-FGHJK\n', ...args)).toMatchObject({ status: 69, stdout: '' });
    expect(existsSync(join(laptop.config, 'settings.json'))).toBe(false);
  });
});

test('a plain word that is no directory and no host of the configuration is a directory that is missing', async () => {
  const missing = await onNew('', '--adopt', 'nowhere');
  expect(missing.status).toBe(69);
  expect(
    await onHost(host, ['--revoke-restore', '--store', host.store, '--machine', 'thinkpad']),
  ).toMatchObject({ status: 1 });
});
