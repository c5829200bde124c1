/**
 * A host that names what it wants, and names more than it should. Each attack is first made on plain rsync, which sends whatever
 * is named, the exclude list aside.
 */
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listRoot } from '../../../electron/run/list-root';
import { RSYNC_VERSIONS } from '../../helpers/rsync-versions';
import { makeStage, OUTSIDE_WORDS, type Stage } from './stage';

let stage: Stage;
let names: string;

beforeAll(async () => {
  stage = await makeStage();
  names = join(stage.directory, 'names');
  mkdirSync(join(stage.root, 'letters', 'old'), { recursive: true });
  for (const name of ['letters/one', 'letters/old/two']) writeFileSync(join(stage.root, name), `${name}\n`);
  symlinkSync(stage.directory, join(stage.root, 'link'));
  const listFile = join(stage.directory, 'list');
  const [root] = stage.plan.roots;
  if (root === undefined) throw new Error('no root');
  const list = await listRoot({
    ...{ rsync: stage.plan.rsync, root: root.path, excludeFile: root.excludeFile, settleMs: 0 },
    head: { format: 1, rsync: stage.plan.rsyncVersion, latchkey: 'test' },
    signal: new AbortController().signal,
  });
  writeFileSync(listFile, gzipSync(Buffer.from(list, 'latin1')));
  root.listFile = listFile;
});

beforeEach(() => {
  stage.writePlan(stage.plan);
});

afterAll(async () => {
  await stage.remove();
});

const write = (...wanted: string[]) => {
  writeFileSync(names, wanted.map((name) => `${name}\0`).join(''), 'latin1');
};
const OPTIONS = ['-aHAXS', '--from0'];
const pull = (unguarded: boolean, ...more: string[]) =>
  stage.pull([...OPTIONS, `--files-from=${names}`, ...more], { unguarded });
const refused = () =>
  stage.messages.flatMap((message) => (message.type === 'refused' ? [message.reason] : []));

describe.each(RSYNC_VERSIONS)('a client of rsync $version', ({ path }) => {
  const from = (...wanted: string[]) => {
    write(...wanted);
    return stage.pull([...OPTIONS, `--files-from=${names}`], {}, path);
  };

  it('gets what is listed and named, and nothing that is in it', async () => {
    expect(await from('./letters', './link', './kept')).toMatchObject({
      ...{ status: 0, printed: '' },
      received: ['kept', 'letters', 'link'],
    });
    expect(await from('./letters/old/two')).toMatchObject({
      ...{ status: 0, printed: '' },
      received: ['letters', 'letters/old', 'letters/old/two'],
    });
    expect(refused()).toEqual([]);
  });

  it('hears of no error where what it names has gone', async () => {
    renameSync(join(stage.root, 'letters/one'), join(stage.directory, 'one'));
    const { status, received } = await from('./letters/one', './kept');
    renameSync(join(stage.directory, 'one'), join(stage.root, 'letters/one'));
    expect({ status, received }).toEqual({ status: 0, received: ['kept'] });
  });

  it('gets nothing at all where one name of many is not listed', async () => {
    const { status, received } = await from('./kept', './letters', './note');
    expect(status).not.toBe(0);
    expect(received).toEqual([]);
    expect(refused()).toEqual(['name "./note" is not in the list of this run']);
  });
});

describe('plain rsync sends, and the guard refuses,', () => {
  it.each([
    ['an excluded file', ['./note'], 'note'],
    ['a file in an excluded directory', ['./secret/key'], 'secret/key'],
    ['an excluded directory', ['./secret'], 'secret'],
    ['a file behind a link', ['./link/diary'], 'link/diary'],
    ['all in the root', ['.'], 'letters'],
  ])('%s', async (_what, wanted, sent) => {
    write(...wanted);
    expect((await pull(true)).received).toContain(sent);
    const { status, received, printed } = await pull(false);
    expect(status).not.toBe(0);
    expect(received).toEqual([]);
    expect(printed).not.toContain(OUTSIDE_WORDS);
    expect(refused()).toHaveLength(1);
  });

  it('what lies behind a directory that became a link since it was listed', async () => {
    const letters = join(stage.root, 'letters');
    renameSync(letters, `${letters}-kept`);
    const outside = join(stage.directory, 'elsewhere');
    mkdirSync(outside);
    writeFileSync(join(outside, 'one'), OUTSIDE_WORDS);
    symlinkSync(outside, letters);
    try {
      write('./letters/one');
      expect((await pull(true)).received).toContain('letters/one');
      const { received, printed } = await pull(false);
      expect(received).toEqual([]);
      expect(printed).toContain('"letters" is no directory any more');
      // That is no host's fault.
      expect(stage.messages).toEqual([
        { type: 'started', root: stage.root },
        { type: 'ended', root: stage.root, status: null },
      ]);
    } finally {
      rmSync(letters);
      rmSync(outside, { recursive: true });
      renameSync(`${letters}-kept`, letters);
    }
  });

  it('what is in a named directory, by -r', async () => {
    write('./letters');
    const command = `rsync --server --sender -lHogDtpAXRSe.LsfxCIvu --files-from=- --from0 . ${stage.root}/`;
    const wire = { unguarded: true, unguardedFlags: 'r', command };
    const plain = await stage.pull([...OPTIONS, `--files-from=${names}`, '-r'], wire);
    expect(plain.received).toContain('letters/one');
    expect((await pull(false, '-r')).received).toEqual([]);
    expect(refused()).toEqual([expect.stringContaining('flag -r with --files-from')]);
  });
});

describe('the guard refuses names', () => {
  it.each([
    ['that go up', './../diary'],
    ['without "./"', 'kept'],
    ['with a slash behind them', './letters/'],
    ['that begin with a dash', '--kept'],
  ])('%s', async (_what, name) => {
    write(name);
    expect((await pull(false)).received).toEqual([]);
    expect(refused()).toEqual([expect.stringContaining('is of another form')]);
  });

  it('with filter rules in front of them', async () => {
    write('./kept');
    expect((await pull(false, '--exclude=nothing')).received).toEqual([]);
    expect(refused()).toEqual(['filter rules in front of names']);
  });

  it('that are lines, and those that are a file of this machine', async () => {
    write('./kept');
    const command = `rsync --server --sender -logDtpRe.LsfxCIvu --files-from=- . ${stage.root}/`;
    expect((await stage.pull([...OPTIONS, `--files-from=${names}`], { command })).received).toEqual([]);
    expect(refused()).toEqual(['option --from0 is missing']);
    expect((await stage.pull(['-a', '--from0', '--files-from=:/etc/passwd'])).received).toEqual([]);
    expect(refused()).toEqual([expect.stringContaining('other paths than the root')]);
  });

  it('where the run has no list, or not any more', async () => {
    write('./kept');
    const [root] = stage.plan.roots;
    if (root === undefined) throw new Error('no root');
    stage.writePlan({ ...stage.plan, roots: [{ ...root, listFile: null }] });
    expect((await pull(false)).received).toEqual([]);
    expect(refused()).toEqual(['there is no list that names could be held against']);
    stage.writePlan({ ...stage.plan, roots: [{ ...root, listFile: join(stage.directory, 'gone') }] });
    expect((await pull(false)).received).toEqual([]);
    expect(refused()).toEqual(['what is named could not be looked at']);
  });
});
