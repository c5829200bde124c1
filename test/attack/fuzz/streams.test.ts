/**
 * Streams of honest clients, recorded, and what a hostile one might make of them, thrown at the real guard in front of the real
 * rsync, of each version: an honest one is served, and of the others nothing excluded ever comes back.
 */
import { readFileSync, writeFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeTree } from '../../helpers/describe-tree';
import { tryMany } from '../../helpers/fuzz/bounds';
import { someMutations, type ClientStream } from '../../helpers/fuzz/mutate-stream';
import { RSYNC_VERSIONS, type RsyncVersion } from '../../helpers/rsync-versions';
import { HANGS_MS } from '../../helpers/until';
import { EXCLUDED_WORDS, makeStage, OUTSIDE_WORDS, waitUntil, type Stage } from '../guard/stage';

/** Its letter begins no other name, so that a list of files spells it out. */
const HIDDEN_NAMES = ['Qhidden-directory-2049', 'Zhidden-file-7341'] as const;
const WHAT_IS_THERE = 'what may be read 5150';
const TOGETHER = 8;
/** As rsync 3.1.3 and 3.2.3 begin: the abilities that they do not have are taken out of a later one's command. */
const OF_3_1 = (command: string): string => command.replace(/e\.[A-Za-z]*/, 'e.iLsfxC');

let stage: Stage;
beforeAll(async () => {
  stage = await makeStage();
  const [directory, file] = HIDDEN_NAMES;
  mkdirSync(join(stage.root, 'some/deep'), { recursive: true });
  mkdirSync(join(stage.root, directory));
  writeFileSync(join(stage.root, directory, 'inside'), EXCLUDED_WORDS);
  for (const place of ['', 'some/deep']) writeFileSync(join(stage.root, place, file), EXCLUDED_WORDS);
  writeFileSync(join(stage.root, 'some/deep/kept'), `${WHAT_IS_THERE}\n`);
  const [root] = stage.plan.roots;
  writeFileSync(root?.excludeFile ?? '', `- /secret/\n- /note\n- ${directory}/\n- ${file}\n`);
});
afterAll(async () => {
  await stage.remove();
});

const CLIENTS: [what: string, options: string[], command?: (command: string) => string][] = [
  ['the original’s call', ['-HaAXz', '--super', '--exclude=/x', '--exclude=/y']],
  ['a host’s', ['-aHAXS', '--numeric-ids', '--fake-super', '--delete', '--exclude-from=/dev/null']],
  ['a host’s with a speed', ['-aHAXS', '--numeric-ids', '--bwlimit=9999', '--timeout=60']],
  ['a dry run', ['-aHAXSn', '--numeric-ids', '--out-format=%n']],
  ['a plain one', ['-a']],
  ['one without recursion in steps', ['-a', '--no-inc-recursive', '--include=/kept', '--exclude=/nothing']],
  ['one with a level', ['-a', '--compress-level=3']],
  ['one with zstd', ['-a', '--compress-choice=zstd']],
  ['one with old compression', ['-az', '--old-compress']],
  ['rsync 3.1', ['-aHAXS', '--numeric-ids', '--protocol=31', '--exclude=/x'], OF_3_1],
  ['rsync 3.1, compressed', ['-aHAXSz', '--protocol=31'], OF_3_1],
  ['rsync 3.2.3', ['-aHAXSz', '--numeric-ids', '--protocol=31', '--exclude=/x']],
  ['rsync 3.4', ['-aHAXSxx', '--numeric-ids', '--delete-excluded', '--exclude=/x']],
];

/** Streams of this client, as the guard in front of that rsync served them. */
async function record(client: RsyncVersion): Promise<ClientStream[]> {
  const file = join(stage.directory, 'recorded');
  const streams: ClientStream[] = [];
  for (const [what, options, alter] of CLIENTS) {
    const command = alter?.(await commandOf(client, options));
    const pulled = await stage.pull(
      options,
      { record: file, ...(command !== undefined && { command }) },
      client.path,
    );
    expect(pulled, `${what}, ${client.version}`).toMatchObject({ status: 0 });
    expect(pulled.received, what).toEqual(
      options.some((option) => /^-\w+n$/.test(option)) ? [] : ['kept', 'some', 'some/deep', 'some/deep/kept'],
    );
    expect(
      stage.messages.filter(({ type }) => type === 'refused'),
      what,
    ).toEqual([]);
    const bytes = readFileSync(file);
    const end = bytes.indexOf(0);
    streams.push({ command: bytes.toString('utf8', 0, end), bytes: bytes.subarray(end + 1) });
  }
  rmSync(file);
  return streams;
}

async function commandOf(client: RsyncVersion, options: string[]): Promise<string> {
  const file = join(stage.directory, 'recorded');
  await stage.pull(options, { record: file }, client.path);
  return readFileSync(file, 'utf8').split('\0')[0] ?? '';
}

interface Said {
  stdout: string;
  stderr: string;
}

/** Gives the guard all of it at once, and its end. */
async function serve({ command, bytes }: ClientStream): Promise<Said> {
  const guard = stage.startGuard(command);
  const said = { stdout: '', stderr: '' };
  guard.stdout?.on('data', (chunk: Buffer) => (said.stdout += chunk.toString('latin1')));
  guard.stderr?.on('data', (chunk: Buffer) => (said.stderr += chunk.toString('latin1')));
  guard.stdin?.on('error', () => {
    // It has refused, and reads no more.
  });
  guard.stdin?.end(bytes);
  await new Promise<void>((resolve, reject) => {
    const hangs = setTimeout(() => {
      reject(new Error(`still there after ${HANGS_MS} ms: ${command}`));
    }, HANGS_MS);
    guard.once('close', () => {
      clearTimeout(hangs);
      resolve();
    });
  });
  return said;
}

/** In words what must not have been said; the client's own words may come back. */
function faultOf({ bytes }: ClientStream, { stdout, stderr }: Said): string | undefined {
  const said = stdout + stderr;
  const own = bytes.toString('latin1');
  const leaked = [EXCLUDED_WORDS, OUTSIDE_WORDS, ...HIDDEN_NAMES].filter(
    (words) => said.includes(words) && !own.includes(words),
  );
  return leaked.length === 0 ? undefined : `it was told ${leaked.join(', ')}`;
}

describe.each(RSYNC_VERSIONS)('with rsync $version on the laptop', (laptop) => {
  let streams: ClientStream[];
  let served = 0;

  beforeAll(async () => {
    stage.writePlan({ ...stage.plan, rsync: laptop.path, rsyncVersion: laptop.version });
    streams = [];
    for (const client of RSYNC_VERSIONS) streams.push(...(await record(client)));
  });

  test('what was recorded is served again, as it was', async () => {
    for (const stream of streams) {
      const said = await serve(stream);
      expect(faultOf(stream, said)).toBeUndefined();
      expect(said.stderr, stream.command).not.toContain('refused');
      const isPlain = !/^\S* .*-\w*[nz]\w*e\.|compress/.test(stream.command);
      if (isPlain) expect(said.stdout, stream.command).toContain(WHAT_IS_THERE);
    }
  });

  test('nothing excluded comes of it, whatever is made of it', async () => {
    const before = describeTree(stage.root);
    const arbitrary = fc.array(fc.tuple(fc.nat(), someMutations(stage.outside)), {
      minLength: TOGETHER,
      maxLength: TOGETHER,
    });
    const size = { whole: 20_000 / RSYNC_VERSIONS.length, inOneGo: TOGETHER, inSuite: 1 / 400 };
    await tryMany(`streams to rsync ${laptop.version}`, size, arbitrary, async (cases) => {
      await Promise.all(
        cases.map(async ([which, mutate]) => {
          const stream = streams[which % streams.length];
          if (stream === undefined) throw new Error('nothing was recorded');
          const changed = mutate(stream, streams);
          const said = await serve(changed);
          if (said.stdout.includes(WHAT_IS_THERE)) served += 1;
          const fault = faultOf(changed, said);
          expect(fault, `${changed.command}\n${changed.bytes.toString('hex')}`).toBeUndefined();
        }),
      );
    });
    // All refused at once would say nothing of what is served.
    expect(served).toBeGreaterThan(0);
    await waitUntil(() => stage.pidsOf('rsync').length === 0);
    expect(describeTree(stage.root)).toEqual(before);
  });
});
