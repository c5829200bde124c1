import { chmodSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { identifyProcess, isStillRunning, signalProcess } from '../../process/process-identity';
import { endOf } from '../../process/read-lines';
import { runProgram } from '../../process/run-program';
import { startProgram } from '../../process/start-program';
import { CLI, HOST_PROGRAM, PROJECT, Sandbox, startProgram as startAlone } from '../helpers/sandbox';
import { until } from '../helpers/until';

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = new Sandbox();
});

afterEach(() => {
  sandbox.remove();
});

const shell = (script: string) => ({ file: '/bin/sh', args: ['-c', script] });

describe('a program', () => {
  test('gets its own environment and arguments as they are, and no shell', async () => {
    process.env.LATCHKEY_TEST_LEAK = 'leak';
    const words = ['$(id)', '`id`', '"', "'", '', ' ', '\n', '*', '~', '&&'];
    const printed = await runProgram({ file: '/usr/bin/printf', args: ['%s|', ...words], timeoutMs: 60_000 });
    expect(printed.stdout).toBe(`${words.join('|')}|`);
    const run = await runProgram({
      file: '/usr/bin/env',
      args: [],
      env: { GIVEN: 'yes' },
      timeoutMs: 60_000,
    });
    const environment = run.stdout;
    delete process.env.LATCHKEY_TEST_LEAK;
    expect(environment).toContain('GIVEN=yes\n');
    expect(environment).toContain('LC_ALL=C\n');
    expect(environment).not.toContain('leak');
  });

  test('has said all when it has ended, whoever else holds its pipes', async () => {
    const holding = await startProgram({
      ...shell('sleep 1000 & echo $!; dd if=/dev/zero bs=60000 count=1 status=none; exit 3'),
    });
    let said = '';
    holding.stdout?.setEncoding('latin1').on('data', (piece: string) => (said += piece));
    expect(await holding.ended).toEqual({ status: 3, signal: null });
    await Promise.all([endOf(holding.stdout), endOf(holding.stderr)]);
    const [sleeper = ''] = said.split('\n');
    expect(said).toHaveLength(sleeper.length + 1 + 60_000);
    const holder = identifyProcess(Number(sleeper));
    expect(holder !== undefined && isStillRunning(holder)).toBe(true);
    process.kill(Number(sleeper), 'SIGKILL');
  });

  test('is ended by its signal, politely, then not', async () => {
    const stop = new AbortController();
    const polite = await startProgram({
      ...shell('trap "exit 7" TERM; echo on; while :; do sleep 0.05; done'),
      signal: stop.signal,
    });
    const stubborn = await startProgram({
      ...shell('trap "" TERM; echo on; while :; do sleep 0.05; done'),
      ...{ signal: stop.signal, graceMs: 200 },
    });
    // Of both at once: what nobody listens for in time is thrown away.
    await Promise.all(
      [polite, stubborn].map(({ stdout }) => new Promise((resolve) => stdout?.once('data', resolve))),
    );
    stop.abort();
    expect(await polite.ended).toEqual({ status: 7, signal: null });
    expect(await stubborn.ended).toEqual({ status: null, signal: 'SIGKILL' });
  });

  test('is ended at once by a signal that is aborted already', async () => {
    const { ended, identity } = await startProgram({ ...shell('sleep 60'), signal: AbortSignal.abort() });
    expect(await ended).toEqual({ status: null, signal: 'SIGTERM' });
    expect(identity === undefined || isStillRunning(identity)).toBe(false);
    const run = await runProgram({ ...shell('sleep 60'), timeoutMs: 60_000, signal: AbortSignal.abort() });
    expect(run).toMatchObject({ status: null, signal: 'SIGTERM', timedOut: false });
  });

  test('that has ended is stopped in vain, and whoever holds its pipes keeps nobody waiting', async () => {
    const program = await startProgram(shell('sleep 60 & echo $!'));
    const child = new Promise<string>((resolve) =>
      program.stdout?.once('data', (chunk) => {
        resolve(String(chunk));
      }),
    );
    expect(await program.ended).toEqual({ status: 0, signal: null });
    await program.stop();
    const holder = identifyProcess(Number(await child));
    if (holder === undefined) throw new Error('the child has not waited');
    signalProcess(holder, 'SIGKILL');
  });

  test('that cannot be started at all says why', async () => {
    const none = await startProgram({ file: join(sandbox.path, 'none'), args: [] });
    expect(none.identity).toBeUndefined();
    expect(await none.ended).toMatchObject({
      status: null,
      startError: expect.stringContaining('ENOENT') as string,
    });
    await none.stop();
    const refused = await startProgram({ file: '/bin/true', args: ['x'.repeat(4_000_000)] });
    expect(await refused.ended).toMatchObject({
      ...{ status: null, signal: null, startError: expect.stringContaining('E2BIG') as string },
    });
    await refused.stop();
    // No name and no setting can hold it: that is a bug.
    await expect(startProgram({ file: '/bin/true', args: ['a\u0000b'] })).rejects.toThrow('null bytes');
  });

  test('that says much is heard to its end, and only the first of it is kept', async () => {
    const run = await runProgram({
      ...shell('yes | head -c 3000000; echo end >&2; exit 3'),
      timeoutMs: 60_000,
    });
    expect(run).toMatchObject({ status: 3, stderr: 'end\n', timedOut: false });
    expect(run.stdout.length).toBeLessThanOrEqual(1024 * 1024);
  });

  test.each<[string, (directory: string) => void]>([
    ['is gone', rmdirSync],
    // As root's own is to `sudo -u`.
    [
      'may not be entered',
      (directory) => {
        chmodSync(directory, 0);
      },
    ],
  ])('is started from a directory that %s as well', async (_how, close) => {
    const directory = sandbox.directory('current');
    const before = process.cwd();
    try {
      process.chdir(directory);
      close(directory);
      expect(await runProgram({ ...shell('pwd'), timeoutMs: 60_000 })).toMatchObject({ stdout: '/\n' });
    } finally {
      process.chdir(before);
    }
  });
});

test('a program outlives whoever started it and is killed: ending it is the next start’s, by its record', async () => {
  const bundle = join(sandbox.path, 'starter.mjs');
  buildSync({
    stdin: {
      contents: `import { startProgram } from './process/start-program';
        process.on('SIGTERM', () => process.exit(0));
        const { identity } = await startProgram({ file: '/bin/sleep', args: ['60'], stdio: 'ignore' });
        console.log('started ' + identity.pid);`,
      resolveDir: PROJECT,
      loader: 'ts',
    },
    ...{ outfile: bundle, bundle: true, platform: 'node', format: 'esm', target: 'node20' },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  const starter = startAlone(process.execPath, [bundle], sandbox.environment);
  await starter.saw('started ');
  const identity = identifyProcess(Number(starter.output().replace('started ', '')));
  if (identity === undefined) throw new Error('nothing was started');
  starter.kill('SIGTERM');
  expect(await starter.finished).toMatchObject({ status: 0 });
  expect(isStillRunning(identity)).toBe(true);
  signalProcess(identity, 'SIGKILL');
  await until(
    () => !isStillRunning(identity),
    () => 'sleep goes on',
  );
});

test('whoever stops what could not be started sends nobody a signal', async () => {
  const bundle = join(sandbox.path, 'stopper.mjs');
  buildSync({
    stdin: {
      contents: `import { startProgram } from './process/start-program';
        const tooLong = { file: '/bin/true', args: ['x'.repeat(4_000_000)] };
        for (let count = 0; count < 50; count += 1) {
          await (await startProgram(tooLong)).stop();
          const gone = await startProgram({ file: '/none', args: [], signal: AbortSignal.abort() });
          await gone.stop();
        }
        console.log('done');`,
      resolveDir: PROJECT,
      loader: 'ts',
    },
    ...{ outfile: bundle, bundle: true, platform: 'node', format: 'esm', target: 'node20' },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  // In a world of processes of its own: what would get a signal there is nobody else.
  const alone = ['--user', '--map-current-user', '--pid', '--fork', '--kill-child', 'setsid'];
  const line = '"$0" "$1" & wait $!; echo "$?"';
  const { stdout } = await startAlone(
    '/usr/bin/unshare',
    [...alone, 'sh', '-c', line, process.execPath, bundle],
    sandbox.environment,
  ).finished;
  expect(stdout).toBe('done\n0\n');
});

describe('the library that starts programs', () => {
  /** A text of its table of signals, which is made when it is loaded and never else. */
  const MADE_AT_LOAD = 'Terminal closed';

  /** Whether what stands there ran, by V8's own counts (NODE_V8_COVERAGE): of the functions around it, the innermost tells. */
  async function wasLoaded(program: string, ...args: string[]): Promise<boolean> {
    const directory = sandbox.directory(`coverage-${args.join('')}`);
    const environment = { ...sandbox.environment, NODE_V8_COVERAGE: directory };
    await startAlone(process.execPath, [program, ...args], environment).finished;
    const files = coverageOf(directory, dirname(program));
    expect(files.map(({ path }) => path)).toContain(program);
    return files.some(({ path, ranges }) => {
      const at = readFileSync(path, 'utf8').indexOf(MADE_AT_LOAD);
      const around = ranges.filter(({ startOffset, endOffset }) => startOffset <= at && at < endOffset);
      const [innermost] = around.sort((a, b) => a.endOffset - a.startOffset - (b.endOffset - b.startOffset));
      return innermost !== undefined && innermost.count > 0;
    });
  }

  test('is in the bundles', () => {
    const beside = join(dirname(CLI), 'latchkey-execa.mjs');
    for (const path of [beside, HOST_PROGRAM])
      expect(readFileSync(path, 'utf8').split(MADE_AT_LOAD)).toHaveLength(2);
    expect(readFileSync(CLI, 'utf8')).not.toContain(MADE_AT_LOAD);
  });

  test.each([
    ['latchkey', CLI],
    ['latchkey-host', HOST_PROGRAM],
  ])('is not loaded by %s --version', async (_name, program) => {
    expect(await wasLoaded(program, '--version')).toBe(false);
    expect(await wasLoaded(program, '--help')).toBe(false);
  });

  test('is, by a command that starts some', async () => {
    sandbox.useLocalStore();
    expect(await wasLoaded(CLI, '--run')).toBe(true);
  });
});

const coverageSchema = z.object({
  result: z.array(
    z.object({
      url: z.string(),
      functions: z.array(
        z.object({
          ranges: z.array(z.object({ startOffset: z.int(), endOffset: z.int(), count: z.int() })),
        }),
      ),
    }),
  ),
});

interface Ran {
  path: string;
  ranges: { startOffset: number; endOffset: number; count: number }[];
}

/** The files of ours that were loaded. */
function coverageOf(directory: string, ours: string): Ran[] {
  return readdirSync(directory)
    .flatMap((name) => coverageSchema.parse(JSON.parse(readFileSync(join(directory, name), 'utf8'))).result)
    .filter(({ url }) => url.startsWith(pathToFileURL(ours).href))
    .map(({ url, functions }) => ({
      path: fileURLToPath(url),
      ranges: functions.flatMap(({ ranges }) => ranges),
    }));
}
