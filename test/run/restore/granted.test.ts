/** Files that come back from a host over ssh, by a one-time grant: as from a disk, once, and nothing else of the host. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeAllKinds, withoutWhatIsNotBroughtBack } from '../../helpers/all-kinds-of-entries';
import { describeTree } from '../../helpers/describe-tree';
import { GREETING } from '../../../shared/give-back-channel';
import {
  ageGrant,
  anyClient,
  grant,
  grantFile,
  onHost,
  revoke,
  startWithCode,
  useOwnKeys,
  withCode,
} from '../../helpers/grant';
import { lookBefore, type Before } from '../../helpers/leftovers';
import { untilNothingIsLeft } from '../../helpers/long-run';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../../helpers/loopback-host';
import { RSYNC_VERSIONS, withRsync } from '../../helpers/rsync-versions';
import { HOST_PROGRAM, Sandbox, startProgram, CLI } from '../../helpers/sandbox';
import { completeSnapshots } from '../../helpers/store';
import { until } from '../../helpers/until';

let sandbox: Sandbox;
let host: LoopbackHost;
let source: string;
let before: Before;

async function stage(wrapper: string[] = []): Promise<void> {
  sandbox = new Sandbox();
  ({ source } = sandbox);
  host = await startLoopbackHost(sandbox, {
    command: ({ store }) =>
      [...wrapper, process.execPath, HOST_PROGRAM, '--store', store, '--machine', 'laptop'].join(' '),
  });
  sandbox.writeSettings(settingsFor(host, [source]));
  before = lookBefore();
}

async function backUp(): Promise<void> {
  expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
}

/** Beside what is there, or wherever: the one name that was not there before. */
function nameBeside(): string {
  const found = readdirSync(sandbox.path).filter((name) => name.includes('(from'));
  expect(found).toHaveLength(1);
  return join(sandbox.path, found[0] ?? '');
}

async function leave(): Promise<void> {
  await untilNothingIsLeft(before, sandbox);
  await host.stop();
  sandbox.remove();
}

describe.each(RSYNC_VERSIONS)('with rsync $version on both sides', (rsync) => {
  afterEach(leave);

  test('a tree is the one that a disk would have given, but for what may run as somebody else', async () => {
    await stage(withRsync(rsync));
    makeAllKinds(source);
    execFileSync('setfacl', ['-b', join(source, 'plain')]);
    execFileSync('setfacl', ['-k', join(source, 'empty')]);
    await backUp();
    withoutWhatIsNotBroughtBack(source);
    const original = describeTree(source);
    const code = await grant(host);
    const restored = await withCode(sandbox, code, ['--restore', source], rsync);
    expect(restored.stderr).toMatch(/^latchkey: 1 path came back with some details missing/);
    expect(restored.stderr).toContain('/setuid');
    expect(restored.status).toBe(3);
    expect(describeTree(nameBeside())).toEqual(original);
  });
});

function logOf(): string {
  const file = join(host.home, '.local/state/latchkey-host/laptop.log');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** Two snapshots; in the second one, nothing has changed. */
async function stageWithFiles(): Promise<[string, string]> {
  await stage();
  writeFileSync(join(source, 'letter.txt'), 'dear reader\n');
  await backUp();
  await until(
    () => new Date().toISOString().slice(0, 19) > isoOf(completeSnapshots(host.store).at(-1)),
    () => 'the second does not end',
  );
  await backUp();
  const [first = '', second = ''] = completeSnapshots(host.store);
  return [first, second];
}

function isoOf(snapshot = ''): string {
  return snapshot.replace(/(\d\d)(\d\d)(\d\d)Z$/, '$1:$2:$3');
}

describe('on one host with two snapshots', () => {
  let first: string;
  let second: string;

  beforeAll(async () => {
    [first, second] = await stageWithFiles();
  });

  beforeEach(() => revoke(host));

  afterAll(leave);

  describe('the terminal', () => {
    test('looks around and brings back, one code a command, each on the host’s log', async () => {
      const logged = logOf().length;
      const ask = async (...args: string[]): Promise<string> => {
        const finished = await withCode(sandbox, await grant(host), args);
        expect(finished).toMatchObject({ status: 0, stderr: '' });
        return finished.stdout;
      };
      expect(await ask('--snapshots')).toMatch(new RegExp(`^${first} .*\n${second} .*latest\n$`));
      expect(await ask('--list', source, '--at', first)).toContain('letter.txt');
      expect(await ask('--versions', join(source, 'letter.txt'))).toContain(
        `2 snapshots, the newest ${second}`,
      );
      expect(await ask('--find', 'LETTER')).toContain(`since ${first}`);
      expect(await ask('--changes')).toContain(`(${first}) to `);
      rmSync(join(source, 'letter.txt'));
      expect(await ask('--restore', join(source, 'letter.txt'), '--dry-run')).toContain('1 file');
      await ask('--restore', join(source, 'letter.txt'));
      expect(readFileSync(join(source, 'letter.txt'), 'utf8')).toBe('dear reader\n');
      expect(
        logOf()
          .slice(logged)
          .match(/granted for 15 min, all 2 snapshots/g),
      ).toHaveLength(7);
      expect(
        logOf()
          .slice(logged)
          .match(/from 127\.0\.0\.1: the code was right; it may read all snapshots/g),
      ).toHaveLength(7);
      expect(
        logOf()
          .slice(logged)
          .match(/the connection has ended/g),
      ).toHaveLength(7);
    });

    test('asks for the code where somebody sits, and says what to do where nobody does', async () => {
      const nobody = await sandbox.run('--snapshots');
      expect(nobody).toMatchObject({ status: 77, stdout: '' });
      expect(nobody.stderr).toContain('"latchkey-host --grant-restore"');
      expect(nobody.stderr).toContain('--code-from -');
      expect(await sandbox.run('--snapshots', '--code-from', 'ABCDE-FGHJK')).toMatchObject({ status: 2 });
      const code = await grant(host);
      // As it may be typed.
      const typed = ` ${code.toLowerCase().replace('-', ' ')}\n`;
      const line = `${process.execPath} ${CLI} --snapshots`;
      const sitting = await startProgram(
        '/usr/bin/script',
        ['-qec', line, '/dev/null'],
        sandbox.environment,
        Buffer.from(typed),
      ).finished;
      expect(sitting.stdout).toContain('and type the code that it shows: ');
      expect(sitting.stdout).toContain('latest');
      expect(sitting.status).toBe(0);
    });
  });

  describe('a code is refused', () => {
    test.each([
      ['where none was granted', '77', 'No code is open', async () => Promise.resolve('ABCDE-FGHJK')],
      [
        'when it is used',
        '77',
        'was used already',
        async () => {
          const code = await grant(host);
          expect((await withCode(sandbox, code, ['--snapshots'])).status).toBe(0);
          return code;
        },
      ],
      [
        'when its time is over',
        '77',
        'has expired',
        async () => {
          const code = await grant(host, '--for', '1m');
          ageGrant(host, 60);
          return code;
        },
      ],
      [
        'after a restart of the host, whose clock nobody knows',
        '77',
        'has expired',
        async () => {
          const code = await grant(host);
          const kept = JSON.parse(readFileSync(grantFile(host), 'utf8')) as object;
          writeFileSync(grantFile(host), JSON.stringify({ ...kept, bootId: 'another' }));
          return code;
        },
      ],
      [
        'when it is revoked',
        '77',
        'No code is open',
        async () => {
          const code = await grant(host);
          expect((await revoke(host)).status).toBe(0);
          return code;
        },
      ],
      [
        'when another one took its place',
        '77',
        'is not the code',
        async () => {
          const code = await grant(host);
          await grant(host);
          return code;
        },
      ],
      [
        'of another machine',
        '77',
        'No code is open',
        async () => {
          await onHost(host, ['--store', host.store, '--machine', 'desk', '--list']);
          execFileSync('cp', ['-a', join(host.store, 'laptop'), join(host.store, 'desk')]);
          const { stdout } = await onHost(host, [
            '--grant-restore',
            '--store',
            host.store,
            '--machine',
            'desk',
          ]);
          rmSync(join(host.store, 'desk'), { recursive: true });
          return /^Code: (\S+)$/m.exec(stdout)?.[1] ?? '';
        },
      ],
    ])('%s', async (_when, status, words, makeCode) => {
      const refused = await withCode(sandbox, await makeCode(), ['--snapshots']);
      expect(refused).toMatchObject({ status: Number(status), stdout: '' });
      expect(refused.stderr).toContain(words);
      expect(refused.stderr).not.toContain(host.store);
    });

    test('three times wrong, and so is the right one then', async () => {
      const code = await grant(host);
      const tries = [];
      for (const wrong of ['ABCDE-FGHJK', '', code]) {
        tries.push(await withCode(sandbox, wrong === '' ? 'x' : wrong, ['--snapshots']));
        if (wrong === '') tries.push(await withCode(sandbox, '2'.repeat(150), ['--snapshots']));
      }
      expect(tries.map(({ status }) => status)).toEqual([77, 77, 77, 77]);
      expect(tries[0]?.stderr).toContain('after 2 more wrong tries');
      expect(tries[1]?.stderr).toContain('after one more wrong try');
      expect(tries[2]?.stderr).toContain('third wrong one');
      expect(tries[3]?.stderr).toContain('is void');
      expect(logOf()).toContain('a wrong code; the grant is void');
    });
  });

  test('of other snapshots than were granted, nothing is said or sent', async () => {
    const list = ['--list', source, '--at', first];
    const refused = await withCode(sandbox, await grant(host, '--snapshots', 'last'), list);
    // The one that may be read is the only one that is told of.
    expect(refused.stderr).toContain(`There is no snapshot called ${first}`);
    expect(refused.status).toBe(1);
    const seen = await withCode(sandbox, await grant(host, '--snapshots', first), ['--snapshots']);
    expect(seen.stdout).toContain(first);
    expect(seen.stdout).not.toContain(second);
    const restored = await withCode(sandbox, await grant(host, '--snapshots', first), ['--restore', source]);
    expect(restored).toMatchObject({ status: 0, stderr: '' });
  });

  describe('the owner', () => {
    test('names nothing that authorized_keys has, and is told what is open', async () => {
      expect(await onHost(host, ['--grant-restore'])).toMatchObject({ status: 1, stdout: '' });
      useOwnKeys(host);
      const granted = await onHost(host, ['--grant-restore', '--for', '2h']);
      expect(granted).toMatchObject({ status: 0, stderr: '' });
      expect(granted.stdout).toMatch(
        /^Code: [A-HJ-NP-Z2-9]{5}-[A-HJ-NP-Z2-9]{5}\n\nFor 2 h, .*laptop may read all 2 snapshots of its own/,
      );
      const kept = readFileSync(grantFile(host), 'utf8');
      const [, code = ''] = /^Code: (\S+)$/m.exec(granted.stdout) ?? [];
      expect(kept).not.toContain(code);
      expect(kept).not.toContain(code.replace('-', ''));
      expect(statSync(grantFile(host)).mode & 0o777).toBe(0o600);
      const list = ['--list', '--store', host.store];
      expect((await onHost(host, list)).stdout).toContain('laptop  may read all its snapshots once, until ');
      expect((await withCode(sandbox, code, ['--snapshots'])).status).toBe(0);
      expect((await onHost(host, list)).stdout).toContain('laptop  read its snapshots at ');
      expect(await onHost(host, ['--revoke-restore'])).toMatchObject({ status: 0 });
      expect((await onHost(host, list)).stdout).not.toContain('may read');
      expect(await onHost(host, ['--revoke-restore'])).toMatchObject({ status: 1 });
      rmSync(join(host.home, '.ssh'), { recursive: true });
    });

    test('is not the key of a machine, whatever its line says', async () => {
      const refused = { status: 2, stdout: '' };
      const args = ['--grant-restore', '--store', host.store, '--machine', 'laptop'];
      const overSsh = { SSH_CONNECTION: '127.0.0.1 50000 127.0.0.1 22' };
      expect(await onHost(host, args, { ...overSsh, SSH_ORIGINAL_COMMAND: 'x' })).toMatchObject(refused);
      expect(await onHost(host, args, { SSH_ORIGINAL_COMMAND: '' })).toMatchObject(refused);
      expect(await onHost(host, args, overSsh)).toMatchObject(refused);
    });
  });

  describe('one connection', () => {
    test('a second one is refused while the first one lasts, and so is another session of the same', async () => {
      const control = join(sandbox.runtime, 'control');
      const master = ['-o', 'ControlMaster=auto', '-o', `ControlPath=${control}`];
      const code = await grant(host);
      const one = await anyClient(host, { options: master });
      one.send('c', code);
      expect((await one.next())?.kind).toBe('g');
      for (const options of [[], ['-o', 'ControlMaster=no', '-o', `ControlPath=${control}`]]) {
        const other = await anyClient(host, { options });
        other.send('c', code);
        const refused = await other.next();
        expect(refused?.kind).toBe('r');
        expect(refused?.payload.toString()).toBe('{"why":"used"}');
        expect(await other.next()).toBeUndefined();
        other.send('q', JSON.stringify({ ask: 'snapshots' }));
        expect(await other.next()).toBeUndefined();
        await other.ended;
      }
      one.send('q', JSON.stringify({ ask: 'list', snapshot: first, path: source }));
      expect((await one.next())?.kind).toBe('a');
      one.end();
      await one.ended;
    });

    test('a shared connection of the person’s own is not used, and not let in', async () => {
      const control = join(sandbox.runtime, 'own');
      const sshArgs = [...host.sshArgs];
      sshArgs.push('-o', 'ControlMaster=auto', '-o', `ControlPath=${control}`, '-o', 'ControlPersist=60');
      sandbox.writeSettings(settingsFor({ ...host, sshArgs }, [source]));
      expect(await withCode(sandbox, await grant(host), ['--snapshots'])).toMatchObject({ status: 0 });
      expect(readdirSync(sandbox.runtime)).not.toContain('own');
      sandbox.writeSettings(settingsFor(host, [source]));
    });

    test('ends with its time, whether something is asked or not', async () => {
      for (const isAsked of [true, false]) {
        const code = await grant(host, '--for', '1m');
        const client = await anyClient(host);
        await until(
          () => client.said().includes(GREETING),
          () => client.said(),
        );
        if (!isAsked) ageGrant(host, 45);
        client.send('c', code);
        expect((await client.next())?.kind).toBe('g');
        if (isAsked) ageGrant(host, 60);
        if (isAsked) client.send('q', JSON.stringify({ ask: 'snapshots' }));
        expect((await client.next())?.payload.toString()).toBe('{"why":"expired"}');
        expect(await client.next()).toBeUndefined();
        await client.ended;
      }
    });
  });
});

describe('while something else goes on', () => {
  afterEach(leave);

  test('a restore that was cut off is gone on with by another code', async () => {
    await stage();
    mkdirFull(source);
    await backUp();
    const restoring = startWithCode(sandbox, await grant(host), ['--restore', source, '--json']);
    await restoring.saw('"fetching"');
    expect(await revoke(host)).toMatchObject({ status: 0 });
    // At once, and not with the next question.
    expect(logOf()).toContain('ended: the grant was revoked');
    const cut = await restoring.finished;
    expect(cut.stderr).toContain('was taken back');
    expect(cut.stderr).toContain('"latchkey --resume"');
    expect(cut.status).toBe(77);
    const alone = await sandbox.run('--resume');
    expect(alone).toMatchObject({ status: 77, stdout: '' });
    expect(alone.stderr).toContain('one-time code');
    const resumed = await withCode(sandbox, await grant(host), ['--resume']);
    expect(resumed).toMatchObject({ status: 0, stderr: '' });
    expect(describeTree(nameBeside())).toEqual(describeTree(source));
  });

  test('a restore and a backup go on beside each other', async () => {
    await stage();
    mkdirFull(source);
    await backUp();
    const code = await grant(host);
    const restoring = startWithCode(sandbox, code, ['--restore', source, '--json']);
    await restoring.saw('"fetching"');
    expect(placesOf(code, 'cmdline', 'environ')).toEqual([]);
    writeFileSync(join(source, 'new.txt'), 'new');
    await backUp();
    expect(await restoring.finished).toMatchObject({ status: 0, stderr: '' });
    const grep = spawnSync('grep', ['-rlF', '-e', code, '-e', code.replace('-', ''), sandbox.path]);
    expect(grep.stdout.toString()).toBe('');
  });
  test('a host that is too old says so', async () => {
    sandbox = new Sandbox();
    ({ source } = sandbox);
    // What versions before this one do with a request that they take for a callback address.
    host = await startLoopbackHost(sandbox, {
      command: ({ store }) =>
        `SSH_ORIGINAL_COMMAND= ${process.execPath} ${HOST_PROGRAM} --store ${store} --machine laptop`,
    });
    sandbox.writeSettings(settingsFor(host, [source]));
    before = lookBefore();
    const { stderr, status } = await withCode(sandbox, 'ABCDE-FGHJK', ['--snapshots']);
    expect(stderr).toContain('is too old to give files back');
    expect(status).toBe(1);
  });
});

/** Files of processes of this user that have the text in them. */
function placesOf(text: string, ...names: string[]): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => names.map((name) => `/proc/${pid}/${name}`))
    .filter((file) => {
      try {
        return readFileSync(file, 'utf8').includes(text);
      } catch {
        // Somebody else's, or gone.
        return false;
      }
    });
}

/** Long enough to be met on the way. */
function mkdirFull(directory: string): void {
  for (let name = 0; name < 4; name += 1) {
    execFileSync('dd', [
      'if=/dev/urandom',
      `of=${join(directory, String(name))}`,
      'bs=1M',
      'count=24',
      'status=none',
    ]);
  }
}
