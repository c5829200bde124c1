/** What the kernel holds where the guard itself would not: Landlock. With each test the same without it, where it is not held. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openLandlock } from '../../electron/confine/landlock';
import { readerPlanIn, type ReaderPlan } from '../../electron/confine/reader-plan';
import { readerRules } from '../../electron/confine/reader-rules';
import { RunController } from '../../electron/run/run-controller';
import { userPaths } from '../../electron/settings/user-paths';
import { KeyKeeper } from '../helpers/key-keeper';
import { lookBefore, type Before } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../helpers/loopback-host';
import { historyOf, lastLog } from '../helpers/records';
import { RSYNC_VERSIONS } from '../helpers/rsync-versions';
import { BUNDLES, CLI, CONFINED, GUARD, Sandbox, startProgram } from '../helpers/sandbox';
import { endOf, makeStage, OUTSIDE_WORDS, waitUntil, type Stage } from './guard/stage';

const SECRET = 'TOP SECRET 4711';
/** `no`: nothing is confined. */
const SWITCH = 'LATCHKEY_LANDLOCK';

/** Checks nothing: whatever is asked for is done, in a shell. */
const NO_GUARD = `
import { spawnSync } from 'node:child_process';
if (process.argv[2] === undefined) { process.stderr.write('latchkey-guard: refused: nothing\\n'); process.exit(1); }
process.exit(spawnSync('/bin/bash', ['-c', process.env.SSH_ORIGINAL_COMMAND ?? ''], { stdio: 'inherit' }).status ?? 1);
`;

const hasLandlock = ((): boolean => {
  try {
    return openLandlock().version > 0;
  } catch {
    return false;
  }
})();

let sandbox: Sandbox;
let before: Before;
let guard: string;

beforeEach(() => {
  sandbox = new Sandbox();
  writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
  writeFileSync(join(sandbox.path, 'outside.txt'), SECRET);
  guard = join(sandbox.path, 'no-guard.mjs');
  writeFileSync(guard, NO_GUARD);
  for (const [name, value] of Object.entries(sandbox.environment)) vi.stubEnv(name, value);
});

afterEach(() => {
  vi.unstubAllEnvs();
  sandbox.remove();
});

/** What somebody may try who has got past the guard. */
const ATTEMPTS = {
  'read below a root': 'cat $SOURCE/letter.txt',
  'read outside': 'cat $SANDBOX/outside.txt',
  'list outside': 'ls $SANDBOX',
  'write below a root': 'echo x > $SOURCE/new',
  'write outside': 'echo x > $SANDBOX/new',
  remove: 'rm $SANDBOX/removable',
  'make a directory': 'mkdir $SANDBOX/directory',
  'connect to a port': 'exec 3<>/dev/tcp/127.0.0.1/$PORT',
  'send the run a signal': 'kill -0 $RUN',
} as const;
const ALL = Object.fromEntries(Object.keys(ATTEMPTS).map((name) => [name, 'done']));
const ONLY_READ = {
  ...Object.fromEntries(Object.keys(ATTEMPTS).map((name) => [name, 'refused'])),
  'read below a root': 'done',
};

/** One line of the shell that tries all of it and prints a line for each. */
function tryAll(port: number): string {
  const variables = `SOURCE=${sandbox.source} SANDBOX=${sandbox.path} PORT=${port} RUN=${process.pid}`;
  const tries = Object.entries(ATTEMPTS).map(
    ([name, command]) => `(${command}) >/dev/null 2>&1 && echo '${name}: done' || echo '${name}: refused'`,
  );
  writeFileSync(join(sandbox.path, 'removable'), '');
  return [variables.replaceAll(' ', '; '), ...tries].join('; ');
}

function readTries(printed: string): Record<string, string> {
  return Object.fromEntries(
    printed
      .split('\n')
      .filter((line) => line.includes(': '))
      .map((line) => line.split(': ') as [string, string]),
  );
}

async function withPort<T>(use: (port: number) => Promise<T>): Promise<T> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  try {
    return await use(address.port);
  } finally {
    server.close();
  }
}

const MACHINES = [
  ['by Landlock, may read the roots and nothing else', '', ONLY_READ],
  ['by nothing, may do all that this user may', 'no', ALL],
] as const;

describe.skipIf(!hasLandlock)('with the guard’s own checks taken out, a host that is held', () => {
  let keeper: KeyKeeper;
  let host: LoopbackHost | undefined;

  afterEach(async () => {
    keeper.remove();
    await host?.stop();
    host = undefined;
  });

  test.each(MACHINES)('%s (over ssh)', async (_how, landlock, expected) => {
    vi.stubEnv(SWITCH, landlock);
    keeper = new KeyKeeper();
    host = await startLoopbackHost(sandbox, { command: keeper.command });
    before = lookBefore();
    sandbox.writeSettings(settingsFor(host, [sandbox.source]));
    const run = new RunController(userPaths(), { ...BUNDLES, guard }).start({ purpose: 'backup' });
    const intruder = await (await keeper.request()).connect();
    const { stdout } = await withPort((port) => intruder.run('--', tryAll(port)));
    expect(readTries(stdout)).toEqual(expected);
    await intruder.close();
    keeper.release(1);
    await run;
    await untilNothingIsLeft(before, sandbox);
  });

  test.each(MACHINES)('%s (a store on this machine)', async (_how, landlock, expected) => {
    vi.stubEnv(SWITCH, landlock);
    keeper = new KeyKeeper();
    before = lookBefore();
    sandbox.useLocalStore();
    const tried = join(sandbox.path, 'tried');
    const hostile = join(sandbox.path, 'hostile-host.mjs');
    await withPort(async (port) => {
      writeFileSync(
        hostile,
        `import { spawnSync } from 'node:child_process';
         import { writeFileSync } from 'node:fs';
         const standIn = process.argv[process.argv.indexOf('--request-here') + 1];
         const { stdout } = spawnSync('/bin/sh', [standIn, 'laptop', ${JSON.stringify(tryAll(port))}]);
         writeFileSync(${JSON.stringify(tried)}, stdout);`,
      );
      await new RunController(userPaths(), { ...BUNDLES, guard, host: hostile }).start({ purpose: 'backup' });
    });
    expect(readTries(readFileSync(tried, 'utf8'))).toEqual(expected);
    await untilNothingIsLeft(before, sandbox);
  });
});

describe.skipIf(!hasLandlock)('a directory that becomes a link while rsync reads', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await makeStage();
  });
  afterEach(async () => {
    await stage.remove();
  });

  const CLIENT = /rsync .*--bwlimit/;
  const commandOf = (pid: number): string => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  };

  /** What arrives as \`sub/letter\`, which is swapped for another while the client has stopped to read what comes before it. */
  async function pullWhileSwapped(rsync: string, bundle: string): Promise<string> {
    const { root, directory, plan } = stage;
    mkdirSync(join(root, 'sub'));
    mkdirSync(join(directory, 'elsewhere'));
    // As long as the other: rsync sends no more than it has listed.
    writeFileSync(join(root, 'sub/letter'), 'inside-words-of-1984\n'.slice(0, OUTSIDE_WORDS.length));
    writeFileSync(join(directory, 'elsewhere/letter'), OUTSIDE_WORDS);
    writeFileSync(join(root, 'large'), Buffer.alloc(12 * 1024 * 1024, 'large'));
    const runDirectory = join(directory, 'run');
    const version =
      /version v?(\S+)/.exec(execFileSync(rsync, ['--version'], { encoding: 'utf8' }))?.[1] ?? '';
    stage.writePlan({ ...plan, rsync, rsyncVersion: version });
    const reading = { runtime: process.execPath, guard: GUARD, programs: [rsync] };
    const rules = readerRules([root], runDirectory, reading);
    const reader: ReaderPlan = { rules, guard: GUARD };
    writeFileSync(readerPlanIn(runDirectory), JSON.stringify(reader));
    const client = stage.startPull(['-a', '--bwlimit=1024'], { guard: bundle });
    const ended = endOf(client);
    const senders = (): number[] =>
      stage.pidsOf('rsync').filter((pid) => commandOf(pid).includes('--sender'));
    const sent = (): number =>
      Number(/^wchar: (\d+)/m.exec(readFileSync(`/proc/${senders()[0] ?? 0}/io`, 'latin1'))?.[1] ?? 0);
    await waitUntil(() => stage.messages.length === 1 && senders().length === 1 && sent() > 1024 * 1024);
    const clients = stage
      .pidsOf('rsync')
      .filter((pid) => CLIENT.test(commandOf(pid)) && !senders().includes(pid));
    for (const pid of clients) process.kill(pid, 'SIGSTOP');
    renameSync(join(root, 'sub'), join(root, 'sub-before'));
    symlinkSync(join(directory, 'elsewhere'), join(root, 'sub'));
    for (const pid of clients) process.kill(pid, 'SIGCONT');
    await ended;
    const letter = join(stage.destination, 'sub/letter');
    return existsSync(letter) ? readFileSync(letter, 'utf8') : '';
  }

  test.each(RSYNC_VERSIONS)('leads nowhere outside of the roots (rsync $version)', async ({ path }) => {
    expect(await pullWhileSwapped(path, CONFINED)).not.toContain(OUTSIDE_WORDS);
  });

  const old = RSYNC_VERSIONS.filter(({ version }) => /^3\.[12]\./.test(version));
  test.runIf(old.length > 0).each(old)('led outside before (rsync $version)', async ({ path }) => {
    expect(await pullWhileSwapped(path, GUARD)).toContain(OUTSIDE_WORDS);
  });
});

describe.runIf(hasLandlock)('whether it starts when it is confined', () => {
  let host: LoopbackHost | undefined;
  const verdictFile = (): string => userPaths().verdictFile;
  const verdict = (): unknown =>
    (JSON.parse(readFileSync(verdictFile(), 'utf8')) as { verdict: unknown }).verdict;
  const STARTS = { starts: true, landlock: hasLandlock && openLandlock().version };
  const DOES_NOT = { starts: false, reason: expect.stringContaining('does not start') as unknown };

  beforeEach(() => {
    before = lookBefore();
    writeGuard(
      `if (needs.existsSync('${sandbox.path}/moved')) needs.readFileSync('${sandbox.path}/library');`,
    );
    writeFileSync(join(sandbox.path, 'library'), '');
  });
  afterEach(async () => {
    await host?.stop();
    host = undefined;
  });

  /** Its identity stays as it is while what it needs comes to lie somewhere else. */
  function writeGuard(need: string): void {
    guard = join(sandbox.path, 'own-guard.mjs');
    writeFileSync(guard, `import * as needs from 'node:fs';\n${need}\n${readFileSync(GUARD, 'utf8')}`);
  }

  async function backUp(): Promise<{ warnings: string[]; log: string }> {
    const warnings: string[] = [];
    const controller = new RunController(userPaths(), { ...BUNDLES, guard });
    controller.subscribe((event) => {
      if (event.type === 'warning') warnings.push(event.warning.kind);
    });
    const [result] = await controller.start({ purpose: 'backup' });
    expect(result).toMatchObject({ outcome: { result: 'completed' } });
    await untilNothingIsLeft(before, sandbox);
    return { warnings: warnings.filter((kind) => kind === 'not-confined'), log: lastLog(sandbox) };
  }

  async function useStore(kind: 'local' | 'ssh'): Promise<void> {
    if (kind === 'local') {
      sandbox.useLocalStore();
      return;
    }
    host = await startLoopbackHost(sandbox);
    before = lookBefore();
    sandbox.writeSettings(settingsFor(host, [sandbox.source]));
  }

  test.each(['local', 'ssh'] as const)('is tried out once, and again after a change (%s)', async (kind) => {
    await useStore(kind);
    expect((await backUp()).log).toMatch(/the reader is confined, by version \d+ of Landlock$/m);
    expect(verdict()).toEqual(STARTS);
    expect(statSync(verdictFile()).mode & 0o777).toBe(0o600);
    expect((await backUp()).log).toMatch(/the reader is confined, by version \d+ of Landlock, as before$/m);
    utimesSync(guard, 1, 1);
    expect((await backUp()).log).toMatch(/the reader is confined, by version \d+ of Landlock$/m);
  });

  test.each(['local', 'ssh'] as const)('costs no backup where that has become wrong (%s)', async (kind) => {
    await useStore(kind);
    await backUp();
    writeFileSync(join(sandbox.path, 'moved'), '');
    const { warnings, log } = await backUp();
    expect(warnings).toEqual(['not-confined']);
    expect(log).toMatch(/as before$[^]*the reader is not confined: [^]*once more, without that$/m);
    expect(verdict()).toEqual(DOES_NOT);
    expect(historyOf(sandbox).map(({ result }) => result)).toEqual(['completed', 'completed']);
    // It was said once, and is not tried out again before something changes.
    expect(await backUp()).toMatchObject({
      warnings: [],
      log: expect.not.stringContaining('once more') as unknown,
    });
    rmSync(join(sandbox.path, 'moved'));
    expect((await backUp()).log).toContain('the reader is not confined');
    utimesSync(guard, 1, 1);
    expect((await backUp()).log).toContain('the reader is confined');
    expect(verdict()).toEqual(STARTS);
  });

  test('is not to blame for a run that fails otherwise, and stays remembered', async () => {
    sandbox.useLocalStore();
    await backUp();
    const hostile = join(sandbox.path, 'failing-host.mjs');
    writeFileSync(hostile, 'process.exit(1);');
    const [result] = await new RunController(userPaths(), { ...BUNDLES, guard, host: hostile }).start({
      purpose: 'backup',
    });
    expect(result).toMatchObject({ outcome: { result: 'failed' } });
    expect(lastLog(sandbox)).toContain('that is not why it failed');
    expect(verdict()).toEqual(STARTS);
  });

  test('is not remembered where a trial was cut short', async () => {
    sandbox.useLocalStore();
    writeGuard(
      `try { needs.readFileSync('${sandbox.path}/library'); } catch { process.kill(process.pid, 'SIGKILL'); }`,
    );
    expect((await backUp()).log).toContain('the reader is not confined');
    expect(existsSync(verdictFile())).toBe(false);
  });
});

describe('a check', () => {
  const kernelNotes = (stdout: string): string[] => stdout.match(/^note {4}Kernel: .*$/gm) ?? [];

  test('says once where the kernel cannot confine, or is not to, and the backup is made', async () => {
    sandbox.useLocalStore();
    const run = (environment: Record<string, string>, ...args: string[]) =>
      startProgram(process.execPath, [CLI, ...args], { ...sandbox.environment, ...environment }).finished;
    const check = await run({}, '--check');
    expect(check.status).toBe(0);
    expect(kernelNotes(check.stdout)).toHaveLength(hasLandlock ? 0 : 1);
    const { stdout } = await run({ [SWITCH]: 'no' }, '--check');
    expect(kernelNotes(stdout)).toEqual([expect.stringContaining(`${SWITCH}=no`)]);
    expect(await run({}, '--run')).toMatchObject({ status: 0, stderr: '' });
    expect(await run({ [SWITCH]: 'no' }, '--run')).toMatchObject({ status: 0, stderr: '' });
  });
});
