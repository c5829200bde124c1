/** `latchkey --exclude` as a program: what it prints, what it writes, how it ends. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { PROJECT, Sandbox, startProgram, type Finished } from '../../helpers/sandbox';

/** The command alone, so that the test asks for no more than it. */
const PROGRAM = `
import { excludeCommand, parseExcludeWords } from './exclude-command';
import { findOwnLanguage, ownLanguage } from './own-language';
import { userPaths } from '../settings/user-paths';
await findOwnLanguage(process.env);
const words = process.argv.slice(2);
const options = parseExcludeWords(words.filter((word) => word !== '--json'), {
  json: words.includes('--json'),
  sizes: false,
});
if (typeof options === 'function') console.error(options(ownLanguage().words.mistakes));
process.exitCode = typeof options === 'function' ? 2 : await excludeCommand(userPaths(), options);
`;

let bundled: string;
let sandbox: Sandbox;

beforeAll(async () => {
  bundled = mkdtempSync(join(tmpdir(), 'lk-command-'));
  await build({
    stdin: { contents: PROGRAM, resolveDir: join(PROJECT, 'electron/cli'), loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: join(bundled, 'exclude.mjs'),
  });
});

afterAll(() => {
  rmSync(bundled, { recursive: true });
});

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  sandbox.writeExcludeList('# caches\n.cache/\n.cache/x\n*.o \n');
  mkdirSync(join(sandbox.source, '.cache/deep'), { recursive: true });
  writeFileSync(join(sandbox.source, 'a[b'), '');
});

afterEach(() => {
  sandbox.remove();
});

const run = (...words: string[]): Promise<Finished> =>
  startProgram(process.execPath, [join(bundled, 'exclude.mjs'), ...words], sandbox.environment).finished;

const listFile = () => readFileSync(join(sandbox.config, 'exclude'), 'latin1');

test('list: rules with their lines, and what is odd about them', async () => {
  const { status, stdout } = await run('list');
  expect(status).toBe(0);
  expect(stdout.split('\n').slice(1)).toEqual([
    '2  .cache/',
    '3  .cache/x',
    '     It never decides: line 2 comes first and matches everything that it could match.',
    '4  *.o ',
    '     It ends in a space, which is part of the name. Without the space it would be another rule.',
    '     Write instead: *.o',
    '',
  ]);
  expect(JSON.parse((await run('list', '--json')).stdout)).toMatchObject({
    diagnostics: [
      { line: 3, kind: 'unreachable' },
      { line: 4, kind: 'trailing-blank' },
    ],
  });
});

test('test: which line decides, and why', async () => {
  const { source } = sandbox;
  expect((await run('test', join(source, '.cache'))).stdout).toBe(
    `Excluded: line 2 (".cache/") excludes ${source}/.cache.\n`,
  );
  expect((await run('test', join(source, '.cache/deep'))).stdout).toBe(
    `Excluded: ${source}/.cache/deep is in ${source}/.cache, which line 2 (".cache/") excludes with everything in it.\n`,
  );
  expect((await run('test', join(source, 'a[b'))).stdout).toBe(
    `Backed up: no rule matches ${source}/a[b (it is in ${source}).\n`,
  );
  expect((await run('test', '/etc')).stdout).toBe(
    'Not backed up: /etc is not inside a folder that is backed up.\n',
  );
  expect(await run('test', join(source, 'nope'))).toMatchObject({ status: 1, stdout: '' });
});

test('add and remove: one line more, then the list as it was, byte for byte', async () => {
  const before = listFile();
  const path = join(sandbox.source, 'a[b');
  expect(await run('add', path)).toMatchObject({ status: 0 });
  expect(listFile()).toBe(`${before}${sandbox.source}/a\\[b\n`);
  expect((await run('add', path)).stdout).toContain('is excluded already: line 5');
  expect((await run('test', path)).stdout).toContain('Excluded: line 5');
  expect(await run('remove', path)).toMatchObject({ status: 0 });
  expect(listFile()).toBe(before);
  const refused = await run('remove', join(sandbox.source, '.cache'));
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('It is still excluded: line 2');
});

test('what cannot be added is refused by name, and the list stays', async () => {
  const before = listFile();
  const odd = join(sandbox.source, 'two\nlines');
  writeFileSync(odd, '');
  const refused = await run('add', odd);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain(`No rule can name ${sandbox.source}/two\\nlines`);
  expect(await run('add', '/etc')).toMatchObject({ status: 2 });
  expect(await run('add', sandbox.source)).toMatchObject({ status: 2 });
  expect(listFile()).toBe(before);
});

test('presets: listed with their reasons, added once', async () => {
  expect((await run('presets')).stdout).toMatch(/^trash +Trash$/m);
  expect((await run('presets', 'trash')).stdout).toContain('.local/share/Trash/');
  const once = listFile();
  expect(await run('presets', 'trash')).toMatchObject({ status: 0 });
  expect(listFile()).toBe(once);
  expect(await run('presets', 'nope')).toMatchObject({ status: 2 });
});

test('wrong words, settings that are missing or broken', async () => {
  expect(await run('list', 'x')).toMatchObject({ status: 2 });
  expect(await run('add')).toMatchObject({ status: 2 });
  rmSync(join(sandbox.config, 'settings.json'));
  expect(await run('list')).toMatchObject({ status: 0 });
  expect(await run('test', '/etc')).toMatchObject({ status: 78 });
  writeFileSync(join(sandbox.config, 'settings.json'), '{');
  expect(await run('list')).toMatchObject({ status: 78 });
});

test('a line from elsewhere: what it does, and what to write instead, to be copied', async () => {
  sandbox.writeExcludeList('*.o\n~/doc/\n*.{jpg,png}\n!keep.o\n../x\n');
  expect((await run('list')).stdout.split('\n').slice(1)).toEqual([
    '1  *.o',
    '2  ~/doc/',
    '     "~" is a name like any other for rsync, not your home folder.',
    `     Write instead: ${sandbox.environment.HOME ?? ''}/doc/`,
    '3  *.{jpg,png}',
    '     rsync does not expand alternatives: this is one name. Each alternative needs a line of its own.',
    '     Write instead: *.jpg',
    '                    *.png',
    '4  !keep.o',
    '     An exception begins with "+ ", and stands before the rule it is an exception to (line 1); "!" is part of the name.',
    '     Write instead, before line 1: + keep.o',
    '5  ../x',
    '     No name is "." or "..": a rule is a full path, or a name that matches at any depth.',
    '',
  ]);
  const { diagnostics } = JSON.parse((await run('list', '--json')).stdout) as { diagnostics: unknown[] };
  expect(diagnostics[1]).toMatchObject({ line: 3, kind: 'braces', instead: ['*.jpg', '*.png'] });
  expect(listFile()).toBe('*.o\n~/doc/\n*.{jpg,png}\n!keep.o\n../x\n');
});

test('a name that is no UTF-8 is tested, added and removed as any other, from its directory as well', async () => {
  const before = listFile();
  const name = Buffer.from('caf\xe9 \xff', 'latin1');
  const directory = Buffer.concat([Buffer.from(`${sandbox.source}/`), name]);
  mkdirSync(directory);
  writeFileSync(Buffer.concat([directory, Buffer.from('/inside')]), '');
  /** Node has no way to hand on such an argument; a shell has. */
  const inShell = (...words: string[]): Promise<Finished> =>
    startProgram(
      '/bin/sh',
      ['-c', `cd "$1" && name=$(printf 'caf\\351 \\377') && ${words.join(' ')}`, 'sh', sandbox.source],
      sandbox.environment,
    ).finished;
  const program = `'${process.execPath}' '${join(bundled, 'exclude.mjs')}'`;
  expect(await inShell(program, 'test', '"$1/$name"')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^Backed up/) as string,
  });
  expect(await inShell(program, 'add', '"$1/$name"')).toMatchObject({ status: 0, stderr: '' });
  expect(listFile()).toBe(`${before}${sandbox.source}/caf\xe9 \xff/\n`);
  expect((await inShell('cd "$name" &&', program, 'test', 'inside')).stdout).toMatch(/^Excluded: .* line 5/);
  expect(await inShell(program, 'remove', '"./$name"')).toMatchObject({ status: 0, stderr: '' });
  expect(listFile()).toBe(before);
  expect((await inShell(program, 'add', '"$name/none"')).stderr).toContain('There is nothing at');
});
