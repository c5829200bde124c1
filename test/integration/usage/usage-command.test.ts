/** `latchkey --usage` as a process: what people and programs read of it. */
import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { PROJECT } from '../../helpers/sandbox';
import { runDu, TreeDirectory, WORKER } from '../../helpers/usage-trees';

let programs: TreeDirectory;
let tree: TreeDirectory;

const PROGRAM = `
import { findOwnLanguage } from '${PROJECT}/electron/cli/own-language';
import { usageCommand } from '${PROJECT}/electron/cli/usage-command';
await findOwnLanguage(process.env);
process.exitCode = await usageCommand({ workerFile: '${WORKER}', ...JSON.parse(process.argv[2] ?? '') });
`;

beforeAll(async () => {
  programs = new TreeDirectory();
  writeFileSync(programs.at('usage.ts'), PROGRAM);
  await build({
    entryPoints: [programs.at('usage.ts')],
    outfile: programs.at('usage.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['koffi'],
    define: { LATCHKEY_VERSION: '"0.0.0"' },
    logLevel: 'error',
  });
});

afterAll(() => {
  programs.remove();
});

beforeEach(() => {
  tree = new TreeDirectory();
});

afterEach(() => {
  tree.remove();
});

function usage(
  options: object,
  input: string | Buffer = '',
): { status: number | null; out: string; errors: string } {
  const ended = spawnSync(process.execPath, [programs.at('usage.mjs'), JSON.stringify(options)], {
    input,
    encoding: 'latin1',
    maxBuffer: 2 ** 30,
    cwd: tree.path,
  });
  return { status: ended.status, out: ended.stdout, errors: ended.stderr };
}

test('--du is what du -ak prints, of several paths and with hard links', () => {
  tree.links();
  tree.oddNames();
  const paths = [tree.at('z'), tree.at('m'), tree.at('a')];
  const { status, out, errors } = usage({ paths, format: 'du0' });
  expect({ status, errors }).toEqual({ status: 0, errors: '' });
  expect(out).toBe(runDu(paths).out);
});

test('the table: the largest last, nothing a terminal obeys, silent on stderr in a pipe', () => {
  tree.oddNames();
  const { status, out, errors } = usage({ paths: [tree.path], format: 'table' });
  expect({ status, errors }).toEqual({ status: 0, errors: '' });
  const lines = out.split('\n');
  const summary = lines.at(-2) ?? '';
  expect(lines.at(-4)).toContain(`${tree.path}/`);
  expect(summary).toMatch(/ on disk, .* of contents, 23 entries, scanned in /);
  // eslint-disable-next-line no-control-regex -- what must not be there
  expect(out.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f]/);
  expect(out).toContain('new\\nline');
  expect(out).toContain('\\xff\\xfeA');
});

test('JSON: totals, the largest, problems, and paths that are no text in base64', () => {
  tree.oddNames();
  tree.closed();
  const { status, out, errors } = usage({ paths: ['.'], format: 'json' });
  expect(status).toBe(3);
  expect(errors).toContain('latchkey: 3 places could not be read');
  expect(errors).toContain('./unsearchable: the folder can be read but not entered; 2 entries not seen');
  const report = JSON.parse(out) as {
    complete: boolean;
    roots: { path: string; bytes: number }[];
    largest: { path: string; pathBase64?: string }[];
    problems: { kind: string }[];
  };
  expect(report.complete).toBe(true);
  expect(report.roots[0]?.path).toBe('.');
  const total = Number(
    /^(\d+)\t\.\0$/m.exec(
      spawnSync('du', ['-0skx', '.'], { cwd: tree.path, encoding: 'latin1' }).stdout,
    )?.[1],
  );
  expect(report.roots[0]?.bytes).toBe(total * 1024);
  const encoded = report.largest.flatMap(({ pathBase64 }) => (pathBase64 === undefined ? [] : [pathBase64]));
  expect(encoded.map((path) => Buffer.from(path, 'base64').toString('latin1'))).toContain(
    './\xff\xfeA/\xff\xfeA',
  );
  expect(report.problems.map(({ kind }) => kind).sort()).toEqual(['list', 'list', 'search']);
});

test('what du and ncdu wrote is read from a pipe and from a file', () => {
  tree.links();
  tree.file('m/large', 900_000);
  const { out: listed } = runDu([tree.path]);
  const whole = listed.split('\0').at(-2)?.split('\t')[0];
  const fromPipe = usage({ paths: [], format: 'json', from: '-' }, Buffer.from(listed, 'latin1'));
  expect(fromPipe.status).toBe(0);
  expect((JSON.parse(fromPipe.out) as { roots: { bytes: number }[] }).roots[0]?.bytes).toBe(
    Number(whole) * 1024,
  );
  const exported = usage({ paths: [tree.path], format: 'ncdu' });
  writeFileSync(programs.at('export.json'), exported.out, 'latin1');
  const fromFile = usage({ paths: [], format: 'json', from: programs.at('export.json') });
  expect((JSON.parse(fromFile.out) as { roots: { bytes: number }[] }).roots[0]?.bytes).toBe(
    Number(whole) * 1024,
  );
});

test('ncdu loads the export and has the same of it as of the directories', () => {
  tree.links();
  tree.oddNames();
  tree.sparse();
  tree.closed();
  const ours = usage({ paths: [tree.path], format: 'ncdu' });
  const loaded = spawnSync('ncdu', ['-0', '-f', '-', '-o', '-'], {
    input: Buffer.from(ours.out, 'latin1'),
    encoding: 'latin1',
  });
  expect(loaded.stderr).toBe('');
  const scanned = spawnSync('ncdu', ['-0', '-x', '-o', '-', tree.path], { encoding: 'latin1' });
  const totalOf = (text: string): unknown => {
    const read = usage({ paths: [], format: 'json', from: '-' }, Buffer.from(text, 'latin1'));
    // Not the number of entries: ncdu leaves out those that it cannot look at.
    const { roots } = JSON.parse(read.out) as {
      roots: { path: string; bytes: number; apparentBytes: number }[];
    };
    return roots.map(({ path, bytes, apparentBytes }) => ({ path, bytes, apparentBytes }));
  };
  expect(totalOf(loaded.stdout)).toEqual(totalOf(scanned.stdout));
});

test('what is passed over of a list is told, in JSON as well; a complaint of du is a gap', () => {
  const list =
    "$ du -akc a\r\n4\ta/x\r\ndu: cannot read directory 'a/y': Permission denied\r\n8\ta\r\n8\ttotal\r\n\r\n";
  const { status, out, errors } = usage({ paths: [], format: 'json', from: '-' }, list);
  expect(status).toBe(3);
  expect(errors).toBe(
    'latchkey: Passed over: 1 prompt or command, line 1: $ du -akc a\n' +
      "latchkey: Passed over: 1 complaint from du, line 3: du: cannot read directory 'a/y': Permission denied\n" +
      'latchkey: Passed over: 1 grand total, line 5: 8\\ttotal\n',
  );
  expect(JSON.parse(out)).toMatchObject({
    entries: 2,
    roots: [{ path: 'a', bytes: 8192 }],
    passedOver: [{ kind: 'prompt' }, { kind: 'complaint', lines: 1, firstLine: 3 }, { kind: 'total' }],
  });
  expect(usage({ paths: [], format: 'du', from: '-' }, '4\ta\n\n4\tb\n')).toMatchObject({
    status: 0,
    out: '4\ta\n4\tb\n',
    errors: 'latchkey: Passed over: 1 empty line, line 2\n',
  });
});

test('what is no list is refused in words, and a path that is not there', () => {
  const refused = usage({ paths: [], format: 'table', from: '-' }, 'nonsense\n');
  expect(refused).toMatchObject({
    status: 1,
    errors: 'latchkey: the standard input cannot be used: line 1 is not a number, a tab and a path.\n',
  });
  const missing = usage({ paths: [tree.at('missing')], format: 'table' });
  expect(missing.status).toBe(1);
  expect(missing.errors).toContain('missing: no such file or directory');
});

test('a root inside of another one is said once', () => {
  tree.directory('a/b');
  symlinkSync('a', tree.at('l'));
  const { status, errors } = usage({ paths: ['a', 'a/b'], format: 'du' });
  expect({ status, errors }).toEqual({
    status: 0,
    errors: 'latchkey: a/b is already part of another path.\n',
  });
});
