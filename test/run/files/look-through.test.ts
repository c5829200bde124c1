/** What the Files view is told of backups, held against the files that were backed up and those that are here now. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Entry, FolderEntry } from '../../../shared/give-back';
import type { FileRow, FilesOutput, WantedBack } from '../../../shared/ipc-files';
import { makeAllKinds } from '../../helpers/all-kinds-of-entries';
import { catchOpened, openFilesWindow, type FilesWindow } from '../../helpers/files-window';
import { RSYNC_VERSIONS, withRsync } from '../../helpers/rsync-versions';
import { HOST_PROGRAM, Sandbox } from '../../helpers/sandbox';
import { completeSnapshots, copyOf, machineIn } from '../../helpers/store';

let sandbox: Sandbox;
let source: string;
let view: FilesWindow;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  ({ source } = sandbox);
  view = openFilesWindow(sandbox);
});
afterEach(() => {
  view.close();
  sandbox.remove();
});

async function backUp(): Promise<string> {
  expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
  return completeSnapshots(sandbox.store).at(-1) ?? '';
}

/** Makes the newest snapshot one of that day. */
function date(name: string): string {
  const machine = machineIn(sandbox.store);
  renameSync(join(machine, completeSnapshots(sandbox.store).at(-1) ?? ''), join(machine, name));
  rmSync(join(machine, 'latest'));
  symlinkSync(name, join(machine, 'latest'));
  return name;
}

const PART = { order: 'name', descending: false, from: 0, most: 500 } as const;

async function rowsOf(snapshot: string, path = source): Promise<Map<string, FileRow>> {
  const { rows } = await view.ask('files.folder', { ...PART, snapshot, path });
  return new Map(rows.map((row) => [row.name, row]));
}

describe.each(RSYNC_VERSIONS)('with rsync $version', (rsync) => {
  test('a folder is what the full listing says it is, every kind of entry', async () => {
    sandbox.useRsync(rsync);
    makeAllKinds(source);
    // What a link is stored as, and is none.
    writeFileSync(join(source, 'open to all'), 'plain', { mode: 0o777 });
    execFileSync('chmod', ['777', join(source, 'open to all')]);
    writeFileSync(join(source, 'nothing in it'), '');
    const snapshot = await backUp();
    const [node, ...args] = [
      ...withRsync(rsync),
      ...[process.execPath, HOST_PROGRAM, '--answer', '--store', sandbox.store, '--machine'],
      machineIn(sandbox.store).slice(sandbox.store.length + 1),
    ];
    const answersTo = (...questions: object[]): Record<string, unknown>[] =>
      execFileSync(node, args, {
        input: questions.map((question) => JSON.stringify(question)).join('\n'),
        encoding: 'utf8',
      })
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    const answers = (ask: 'list' | 'folder', more = {}): Record<string, unknown>[] =>
      answersTo({ ask, snapshot, path: source, ...more });
    const listed = answers('list').filter(({ answer }) => answer === 'entry') as unknown as Entry[];
    const quick = answers('folder').flatMap(({ entries = [] }) => entries as FolderEntry[]);
    const sorted = <T extends { name: string }>(all: T[]): T[] =>
      all.sort((one, other) => (one.name < other.name ? -1 : 1));
    expect(sorted(quick)).toEqual(
      sorted(
        listed.map(({ path, kind, size, mtimeMs, target }) => ({
          ...{ name: path.slice(source.length + 1), kind, size, mtimeMs },
          ...(target !== undefined && { target }),
        })),
      ),
    );
    expect(quick.length).toBeGreaterThan(20);
    const told = answers('folder', { first: { most: 7, descending: true } });
    expect(told.map(({ answer }) => answer)).toEqual(['first', 'folder', 'end']);
    expect(told[0]).toMatchObject({ count: quick.length, more: false });
    const first = told[0]?.entries as FolderEntry[];
    expect(first).toHaveLength(7);
    expect(quick).toEqual(expect.arrayContaining(first));

    const versions = listed.map(({ path }) => ({ ask: 'versions', path }));
    const full = answersTo(...versions).filter(({ answer }) => answer === 'version');
    const plain = answersTo(...versions.map((question) => ({ ...question, plain: true })));
    expect(full).toHaveLength(listed.length);
    expect(plain.filter(({ answer }) => answer === 'plain-version')).toEqual(
      full.map(({ entry, ...rest }) => {
        const { kind, size, mtimeMs, target } = entry as Entry;
        const told = { kind, size, mtimeMs, ...(target !== undefined && { target }) };
        return { ...rest, answer: 'plain-version', entry: told };
      }),
    );
  });
});

test('what is there now is told beside what was: gone, changed, the same', async () => {
  makeAllKinds(source);
  for (const name of ['stays', 'goes', 'grows', 'is touched', 'becomes a folder']) {
    writeFileSync(join(source, name), name);
  }
  const snapshot = await backUp();
  const before = await rowsOf(snapshot);
  const folders = [...before.values()].filter(({ kind }) => kind === 'directory');
  expect(folders.every(({ now }) => now === 'folder')).toBe(true);
  // rsync keeps no device of a forged attribute; what it makes of one is a plain file.
  const others = [...before.values()].filter(({ kind }) => kind !== 'directory');
  expect(others.filter(({ now }) => now !== 'same')).toEqual([]);
  expect(before.get('link')).toMatchObject({ kind: 'link', target: 'plain', size: 0 });
  expect(before.get('fifo')).toMatchObject({ kind: 'special' });
  expect(before.get('caf\\xe9\\xff')).toMatchObject({ path: `${source}/caf\u00e9\u00ff` });

  writeFileSync(join(source, 'grows'), 'grows and grows');
  utimesSync(join(source, 'is touched'), 1, 1);
  rmSync(join(source, 'goes'));
  rmSync(join(source, 'becomes a folder'));
  mkdirSync(join(source, 'becomes a folder'));
  rmSync(join(source, 'link'));
  symlinkSync('elsewhere', join(source, 'link'));
  rmSync(join(source, 'empty'), { recursive: true });
  const after = await rowsOf(snapshot);
  const changed = [...after.values()].filter(({ name, now }) => before.get(name)?.now !== now);
  expect(Object.fromEntries(changed.map(({ name, now }) => [name, now]))).toEqual({
    ...{ grows: 'changed', 'is touched': 'changed', goes: 'gone', 'becomes a folder': 'changed' },
    ...{ link: 'changed', empty: 'gone' },
  });
  const { rows } = await view.ask('files.folder', { ...PART, snapshot, path: source, order: 'now' });
  const files = rows.filter(({ kind }) => kind !== 'directory').map(({ now }) => now);
  expect(files.slice(0, 5)).toEqual(['gone', 'changed', 'changed', 'changed', 'changed']);
  expect(rows.slice(0, 2).map(({ kind }) => kind)).toEqual(['directory', 'directory']);
});

test('what would come back is counted for who looks at it, and no longer', async () => {
  mkdirSync(join(source, 'folder'));
  writeFileSync(join(source, 'folder/letter'), 'dear all');
  const snapshot = await backUp();
  const wanted: WantedBack = { snapshot, paths: [join(source, 'folder')], how: 'beside', folder: null };
  const inSight = { ...PART, snapshot, path: source };
  await view.ask('files.folder', inSight);
  const [kept] = await Promise.all([
    view.ask('files.preview', wanted),
    view.ask('files.folder', { ...inSight, from: 1 }),
  ]);
  expect(kept).toMatchObject({ files: 1 });
  const [given] = await Promise.all([
    view.failing('files.preview', wanted),
    view.ask('files.folder', { ...inSight, path: join(source, 'folder') }),
  ]);
  expect(given).toMatchObject({ code: 'request-refused' });
  expect(await view.ask('files.preview', wanted)).toMatchObject({ files: 1 });
});

test('what a long folder begins with is the same before the rest is looked at and after', async () => {
  const names = Array.from({ length: 700 }, (_, number) => `${number % 2 === 0 ? 'b' : 'B'} ${number}`);
  for (const name of names) writeFileSync(join(source, name), name);
  for (const name of ['z', 'y']) mkdirSync(join(source, name));
  const snapshot = await backUp();
  const ask = async (from: number, descending: boolean): Promise<string[]> => {
    const request = { order: 'name', descending, from, most: 300, snapshot, path: source } as const;
    const { count, rows } = await view.ask('files.folder', request);
    expect(count).toBe(702);
    return rows.map(({ name }) => name);
  };
  for (const descending of [false, true]) {
    const early = await ask(0, descending);
    const rest = [...(await ask(300, descending)), ...(await ask(600, descending))];
    const order = descending ? ['z', 'y', ...[...names].reverse()] : ['y', 'z', ...names];
    expect([...early, ...rest]).toEqual(order);
    expect(await ask(0, descending)).toEqual(early);
    view.forget();
  }
});

test('backups, from the newest on; a folder by parts; versions; finding; a look', async () => {
  const letters = join(source, 'Letters');
  const odd = Buffer.concat([Buffer.from(`${source}/`), Buffer.from([0xff, 0x0a, 0x41])]);
  const oddPath = odd.toString('latin1');
  writeFileSync(odd, 'odd');
  writeFileSync(join(source, 'report.odt'), 'first');
  await backUp();
  const first = date('2026-11-20T100000Z');
  writeFileSync(join(source, 'report.odt'), 'the second');
  rmSync(odd);
  await backUp();
  const second = date('2026-11-21T100000Z');
  await backUp();
  const third = date('2026-11-22T100000Z');
  // As if they had been there: backing up five thousand files says nothing more.
  const kept = copyOf(sandbox.store, letters, third);
  mkdirSync(kept);
  for (let number = 1; number <= 5000; number += 1) {
    writeFileSync(join(kept, `letter ${number}`), 'x'.repeat((number % 7) + 1));
  }
  // What nobody but a test does; what is in it was written down before.
  rmSync(join(machineIn(sandbox.store), third, 'changes'));
  execFileSync('cp', ['-al', kept, letters]);
  rmSync(join(letters, 'letter 4711'));

  const backups = await view.ask('files.backups', null);
  expect(backups.access).toEqual({ is: 'open', name: sandbox.store, until: null, only: null });
  expect(backups.start).toBe(source);
  expect(backups.snapshots.map(({ snapshot, latest }) => [snapshot, latest])).toEqual([
    [third, true],
    [second, false],
    [first, false],
  ]);
  expect(backups.snapshots[0]).toMatchObject({ at: '2026-11-22T10:00:00.000Z', pinned: null, gaps: 0 });
  expect(backups.snapshots[0]?.files).toBe(1);

  const asked = { snapshot: third, path: letters, descending: false, most: 500 };
  const names: string[] = [];
  for (let from = 0; from < 5000; from += 500) {
    const part = await view.ask('files.folder', { ...asked, order: 'name', from });
    expect(part.count).toBe(5000);
    names.push(...part.rows.map(({ name }) => name));
  }
  // As a person counts, not as bytes do.
  expect(names).toEqual(Array.from({ length: 5000 }, (_, index) => `letter ${index + 1}`));
  const lost = await view.ask('files.folder', { ...asked, order: 'now', from: 0, most: 1 });
  expect(lost.rows).toMatchObject([{ name: 'letter 4711', now: 'gone' }]);
  const sized = await view.ask('files.folder', { ...asked, order: 'size', descending: true, from: 0 });
  expect(new Set(sized.rows.map(({ size }) => size))).toEqual(new Set([7]));
  expect(await view.ask('files.folder', { ...asked, order: 'name', from: 5000 })).toMatchObject({ rows: [] });
  for (const [at, place] of [
    ['letter 4711', 4710],
    ['letter 3', 2],
    ['no letter', null],
  ] as const) {
    const first = { ...asked, order: 'name' as const, from: 0, most: 200, at: `${letters}/${at}` };
    expect((await view.ask('files.folder', first)).place).toBe(place);
    const turned = await view.ask('files.folder', { ...first, descending: true });
    expect(turned.place).toBe(place === null ? null : 4999 - place);
  }
  expect(sized.place).toBeNull();
  expect(sized.way.at(-1)).toEqual({ path: letters, name: 'Letters' });
  expect(sized.way[0]?.path).toBe('/');
  const top = await view.ask('files.folder', { ...PART, snapshot: third, path: '/' });
  expect(top.rows).toMatchObject([{ kind: 'directory', above: true, now: 'folder' }]);

  const report = join(source, 'report.odt');
  const versions = await view.ask('files.versions', { path: report });
  expect(versions.now).toMatchObject({ kind: 'file', size: 10 });
  expect(versions.versions).toMatchObject([
    { first: second, last: third, snapshots: 2, size: 10, isNow: true, name: 'report.odt' },
    { first, last: first, snapshots: 1, size: 5, isNow: false },
  ]);
  const oddVersions = await view.ask('files.versions', { path: oddPath });
  expect(oddVersions).toMatchObject({ now: null, versions: [{ first, last: first, name: '\\xff\\nA' }] });

  const found = await view.ask('files.find', { text: 'letter', onlyGone: true });
  expect(found).toMatchObject({
    more: false,
    found: [
      { name: 'letter 4711', folder: letters, first: third, last: third, gone: true, directory: false },
    ],
  });
  const many = await view.ask('files.find', { text: 'letter', onlyGone: false });
  expect(many.found).toHaveLength(500);
  expect(many.more).toBe(true);
  // Who goes on typing has the newer answer alone.
  const [older, newer] = await Promise.all([
    view.failing('files.find', { text: 'letter', onlyGone: true }),
    view.ask('files.find', { text: 'REPORT', onlyGone: false }),
  ]);
  expect(older.code).toBe('request-refused');
  expect(newer.found.map(({ path }) => path)).toEqual([report]);

  const opened = catchOpened(sandbox);
  try {
    expect(await view.ask('files.open-copy', { snapshot: first, path: report })).toBeNull();
    expect(await view.ask('files.open-copy', { snapshot: first, path: oddPath })).toBeNull();
    const [copy = '', oddCopy = ''] = opened.opened();
    expect(copy).toMatch(/\/report \(from \d+ Nov(?: 2026)? \d\d\.\d\d\)\.odt$/);
    expect(readFileSync(copy, 'utf8')).toBe('first');
    expect(lstatSync(copy).mode & 0o777).toBe(0o400);
    expect(lstatSync(join(copy, '..')).mode & 0o777).toBe(0o700);
    expect(readFileSync(oddCopy, 'utf8')).toBe('odd');
    expect((await view.failing('files.open-copy', { snapshot: third, path: letters })).code).toBe(
      'request-refused',
    );
    view.close();
    expect(existsSync(copy)).toBe(false);
  } finally {
    opened.restore();
  }
});

test('a look shows text and pictures by what they are, and nothing of anything else', async () => {
  const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(300_000, 7)]);
  const files: Record<string, string | Buffer> = {
    'text.png': 'no picture\n',
    'long.txt': 'ä'.repeat(150_000),
    picture: png,
    'large.gif': Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(8_000_001)]),
    photo: Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
    'web.webp': Buffer.from('RIFF1234WEBPVP8 '),
    program: Buffer.from('\x7fELF\x00\x01'),
    empty: '',
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(source, name), content);
  symlinkSync('/etc/passwd', join(source, 'link'));
  execFileSync('mkfifo', [join(source, 'fifo')]);
  const snapshot = await backUp();
  const look = (name: string): Promise<FilesOutput<'files.look'>> =>
    view.ask('files.look', { snapshot, path: join(source, name) });
  expect(await look('text.png')).toEqual({ as: 'text', text: 'no picture\n', cut: false });
  // 200,000 bytes, and no half of a character.
  expect(await look('long.txt')).toEqual({ as: 'text', text: 'ä'.repeat(100_000), cut: true });
  expect(await look('picture')).toEqual({
    ...{ as: 'picture', type: 'image/png', base64: png.toString('base64') },
  });
  expect(await look('large.gif')).toEqual({ as: 'nothing', why: 'too-large' });
  expect(await look('photo')).toMatchObject({ as: 'picture', type: 'image/jpeg' });
  expect(await look('web.webp')).toMatchObject({ as: 'picture', type: 'image/webp' });
  expect(await look('program')).toEqual({ as: 'nothing', why: 'other-kind' });
  expect(await look('empty')).toEqual({ as: 'text', text: '', cut: false });
  // Of a link the store has its target as a file's text.
  for (const name of ['link', 'fifo']) {
    expect(await look(name)).toEqual({ as: 'nothing', why: 'no-file' });
  }
  expect(await view.ask('files.look', { snapshot, path: source })).toEqual({ as: 'nothing', why: 'no-file' });
});

test('what no window of ours would ask is refused, and nothing outside of a snapshot is told', async () => {
  writeFileSync(join(source, 'letter'), 'dear all');
  const snapshot = await backUp();
  const secret = join(sandbox.path, 'secret');
  writeFileSync(secret, 'secret');
  const odd = [
    `${source}/../secret`,
    `${source}//letter`,
    `${source}/./letter`,
    `${source}/`,
    `${source}/letter\0`,
    `/${'../'.repeat(30)}${secret.slice(1)}`,
    // Would be another path as bytes.
    `${source}/\u{16c}etter`,
  ];
  for (const path of odd) {
    const refused = { code: 'request-refused' };
    expect(await view.failing('files.folder', { ...PART, snapshot, path }), path).toMatchObject(refused);
    expect(await view.failing('files.versions', { path }), path).toMatchObject(refused);
    expect(await view.failing('files.look', { snapshot, path }), path).toMatchObject(refused);
    expect(await view.failing('files.open-copy', { snapshot, path }), path).toMatchObject(refused);
    const wanted: WantedBack = { snapshot, paths: [path], how: 'beside', folder: null };
    expect(await view.failing('files.preview', wanted), path).toMatchObject(refused);
    expect(await view.failing('files.restore', wanted), path).toMatchObject(refused);
  }
  const unknown = '2020-01-01T000000Z';
  const path = join(source, 'letter');
  for (const failed of [
    await view.failing('files.folder', { ...PART, snapshot: unknown, path: source }),
    await view.failing('files.look', { snapshot: unknown, path }),
    await view.failing('files.open-copy', { snapshot: unknown, path }),
  ]) {
    expect(failed).toMatchObject({ code: 'snapshot-not-there', snapshot: unknown });
  }
  const bogus: WantedBack = { snapshot, paths: [path], how: 'folder', folder: 'bogus' };
  expect(await view.failing('files.restore', bogus)).toMatchObject({ code: 'request-refused' });
  expect(await view.failing('files.preview', { ...bogus, folder: null })).toMatchObject({
    code: 'request-refused',
  });
  expect(await view.failing('files.copy-command', { index: 7 })).toMatchObject({ code: 'request-refused' });
  expect(await view.failing('files.show', { id: '../../etc' })).toMatchObject({ code: 'request-refused' });
  expect(readdirSync(source)).toEqual(['letter']);
});

test('a store in which somebody has put links, fifos and rubbish leads nowhere else', async () => {
  mkdirSync(join(source, 'folder'));
  for (const name of ['one', 'two', 'folder/three']) writeFileSync(join(source, name), name);
  const snapshot = await backUp();
  const copy = copyOf(sandbox.store, source, snapshot);
  const outside = join(sandbox.path, 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'three'), 'not yours');
  for (const name of ['one', 'two', 'folder']) rmSync(join(copy, name), { recursive: true });
  symlinkSync(join(outside, 'three'), join(copy, 'one'));
  execFileSync('mkfifo', [join(copy, 'two')]);
  symlinkSync(outside, join(copy, 'folder'));
  const look = { snapshot, path: join(source, 'one') };
  expect(await view.ask('files.look', look)).toEqual({ as: 'nothing', why: 'no-file' });
  const fifo = await view.ask('files.look', { snapshot, path: join(source, 'two') });
  expect(fifo).toEqual({ as: 'nothing', why: 'no-file' });
  expect(
    await view.failing('files.folder', { ...PART, snapshot, path: join(source, 'folder') }),
  ).toMatchObject({ code: 'restore-no-path' });
  expect(await view.failing('files.look', { snapshot, path: join(source, 'folder/three') })).toMatchObject({
    code: 'restore-no-path',
  });
  expect(await view.failing('files.open-copy', look)).toMatchObject({ code: 'request-refused' });
});

test('a disk that is taken away is named; rubbish for an answer is no listing; a host is locked', async () => {
  expect((await view.ask('files.backups', null)).access).toMatchObject({
    ...{ is: 'away', failure: { code: 'restore-no-machine' } },
  });
  writeFileSync(join(source, 'letter'), 'dear all');
  const snapshot = await backUp();
  expect((await view.ask('files.backups', null)).access.is).toBe('open');
  const away = `${sandbox.store} away`;
  renameSync(sandbox.store, away);
  const missing = { code: 'store-missing', directory: sandbox.store };
  expect(await view.failing('files.folder', { ...PART, snapshot, path: source })).toEqual(missing);
  expect(await view.failing('files.versions', { path: join(source, 'letter') })).toEqual(missing);
  expect((await view.ask('files.backups', null)).access).toEqual({ is: 'away', failure: missing });
  renameSync(away, sandbox.store);
  expect((await rowsOf(snapshot)).get('letter')).toMatchObject({ now: 'same' });

  const rubbish = join(sandbox.path, 'rubbish.mjs');
  writeFileSync(rubbish, 'console.log(\'{"answer":"folder","entries":[{"name":3}]}\\n{"answer":"end"}\');\n');
  const other = openFilesWindow(sandbox, rubbish);
  expect(await other.failing('files.folder', { ...PART, snapshot, path: source })).toMatchObject({
    code: 'restore-unanswered',
  });
  other.close();

  sandbox.writeSettings({
    ...{ schemaVersion: 1, host: { kind: 'ssh', destination: 'nas', reach: 'tunnel' } },
    roots: [source],
  });
  const { access, snapshots } = await view.ask('files.backups', null);
  expect(access).toMatchObject({ is: 'locked', host: 'nas', ended: null });
  expect(snapshots).toEqual([]);
  await view.ask('files.copy-command', { index: 0 });
  await view.ask('files.copy-command', { index: 1 });
  expect(view.copied).toEqual(['latchkey-host --grant-restore', 'sudo -u bak latchkey-host --grant-restore']);
  expect(await view.failing('files.folder', { ...PART, snapshot, path: source })).toMatchObject({
    code: 'restore-needs-host',
  });
  writeFileSync(join(sandbox.config, 'settings.json'), '{');
  expect((await view.ask('files.backups', null)).access.is).toBe('away');
});

describe('a file that is gone', () => {
  const moved = async (name: string): Promise<string | undefined> =>
    (await view.ask('files.moved', { path: join(source, name) }))?.path.slice(source.length + 1);

  test('was moved where the same one is new elsewhere, however often, and is there still', async () => {
    for (const directory of ['Letters', 'Old', 'Pictures']) mkdirSync(join(source, directory));
    writeFileSync(join(source, 'Letters/one'), 'dear all');
    writeFileSync(join(source, 'Letters/two'), 'dear you');
    writeFileSync(join(source, 'Letters/three'), 'dear me');
    writeFileSync(join(source, 'Pictures/lake.jpg'), 'of whole seconds');
    utimesSync(join(source, 'Pictures/lake.jpg'), 1_700_000_000, 1_700_000_000);
    await backUp();
    date('2026-03-01T100000Z');
    renameSync(join(source, 'Letters/one'), join(source, 'Old/first'));
    renameSync(join(source, 'Letters/two'), join(source, 'Old/two'));
    rmSync(join(source, 'Letters/three'));
    writeFileSync(join(source, 'Old/three'), 'dear me');
    renameSync(join(source, 'Pictures/lake.jpg'), join(source, 'Old/lake.jpg'));
    expect(await moved('Letters/one')).toBeUndefined();
    await backUp();
    date('2026-03-02T100000Z');
    renameSync(join(source, 'Old/two'), join(source, 'second'));
    await backUp();
    expect(await view.ask('files.moved', { path: join(source, 'Letters/one') })).toEqual({
      ...{ path: join(source, 'Old/first'), name: 'first', folder: join(source, 'Old') },
    });
    expect(await moved('Letters/two')).toBe('second');
    expect(await moved('Pictures/lake.jpg')).toBe('Old/lake.jpg');
    // Written anew, it is another one.
    expect(await moved('Letters/three')).toBeUndefined();
    // What is there, what was a folder, and what was never there was not moved.
    for (const name of ['second', 'Letters', 'none']) expect(await moved(name)).toBeUndefined();
    writeFileSync(join(source, 'Old/first'), 'another');
    expect(await moved('Letters/one')).toBeUndefined();
  });

  test('is not said to be where two could be it, or where many of its name have gone', async () => {
    const old = new Date(1_700_000_000_000);
    for (const [directory, text] of [
      ['a', 'the same licence'],
      ['b', 'the same licence'],
      ['c', 'another one'],
    ] as const) {
      mkdirSync(join(source, directory));
      writeFileSync(join(source, directory, 'LICENSE'), text);
      utimesSync(join(source, directory, 'LICENSE'), old, old);
    }
    writeFileSync(join(source, 'unique'), 'alone');
    await backUp();
    date('2026-03-01T100000Z');
    for (const directory of ['a', 'b']) rmSync(join(source, directory), { recursive: true });
    mkdirSync(join(source, 'd'));
    writeFileSync(join(source, 'd/LICENSE'), 'the same licence');
    utimesSync(join(source, 'd/LICENSE'), old, old);
    renameSync(join(source, 'unique'), join(source, 'd/one'));
    execFileSync('cp', ['-p', join(source, 'd/one'), join(source, 'd/other')]);
    await backUp();
    expect(await moved('a/LICENSE')).toBeUndefined();
    expect(await moved('unique')).toBeUndefined();
  });
});
