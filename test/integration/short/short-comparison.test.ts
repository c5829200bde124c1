/** What the short comparison makes of a backup, and what makes it give way to the whole one. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removePath } from '../../../host/keep/remove-path';
import { judgeArrived } from '../../../host/short/short-comparison';
import { compareLists } from '../../../host/short/compare-lists';
import { RSYNC_VERSIONS } from '../../helpers/rsync-versions';
import { fingerprint } from './changing-tree';
import { EXCLUDES, Pair } from './pair';

let directory: string;
let pair: Pair;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'latchkey-short-'));
  const [rsync] = RSYNC_VERSIONS;
  if (rsync === undefined) throw new Error('no rsync');
  pair = new Pair(directory, rsync);
  mkdirSync(join(pair.source, 'letters', 'old'), { recursive: true });
  for (const name of ['one', 'two']) writeFileSync(join(pair.source, 'letters', name), `${name}\n`);
  writeFileSync(join(pair.source, 'letters', 'old', 'three'), 'three\n');
});

afterEach(() => {
  execFileSync('chmod', ['-R', 'u+rwx', directory]);
  rmSync(directory, { recursive: true, force: true });
});

async function backUp() {
  pair.log.length = 0;
  const { made, done } = await pair.backUp(0);
  expect(made, pair.log.join('\n')).toMatchObject({ ok: true });
  if (done === undefined) throw new Error('nothing was reported');
  return done;
}

function whole(): string[] {
  return pair.log.filter((line) => line.startsWith('the whole tree is compared'));
}

/** Of a snapshot, by its path in the tree. */
const at = (snapshot: string, path: string) => join(pair.files(snapshot), path);
const inodeOf = (file: string) => lstatSync(file).ino;

describe('a backup by the short comparison', () => {
  it('asks for what has changed, links the rest, and counts it all', async () => {
    const first = await backUp();
    const before = fingerprint(pair.paths.complete(first.snapshot));
    writeFileSync(join(pair.source, 'letters', 'two'), 'another\n');
    rmSync(join(pair.source, 'letters', 'old', 'three'));
    const second = await backUp();
    expect(whole()).toEqual([]);
    expect(second.totals).toMatchObject({ files: 2, bytes: 12, transferredFiles: 1 });
    expect(inodeOf(at(second.snapshot, 'letters/one'))).toBe(inodeOf(at(first.snapshot, 'letters/one')));
    expect(readFileSync(at(second.snapshot, 'letters/two'), 'utf8')).toBe('another\n');
    expect(existsSync(at(second.snapshot, 'letters/old/three'))).toBe(false);
    expect(pair.differences(second.snapshot)).toEqual([]);
    expect(fingerprint(pair.paths.complete(first.snapshot))).toBe(before);
    expect(existsSync(join(pair.paths.complete(second.snapshot), 'cloned'))).toBe(false);
  });

  it('pulls nothing where nothing has changed', async () => {
    const first = await backUp();
    const second = await backUp();
    expect(whole()).toEqual([]);
    expect(second.totals).toMatchObject({ files: 3, bytes: first.totals.bytes, transferredFiles: 0 });
    expect(pair.differences(second.snapshot)).toEqual([]);
  });

  it('tells of a file that cannot be read each time, and has it when it can be', async () => {
    const letter = join(pair.source, 'letters', 'one');
    chmodSync(letter, 0);
    await backUp();
    for (let times = 0; times < 2; times += 1) {
      const { unreadable } = await backUp();
      expect(whole()).toEqual([]);
      expect(unreadable).toEqual({ count: 1, paths: [letter] });
    }
    chmodSync(letter, 0o600);
    const { snapshot, unreadable } = await backUp();
    expect(unreadable.count).toBe(0);
    expect(readFileSync(at(snapshot, 'letters/one'), 'utf8')).toBe('one\n');
  });

  it('tells of a directory that cannot be read each time', async () => {
    const old = join(pair.source, 'letters', 'old');
    await backUp();
    chmodSync(old, 0);
    for (let times = 0; times < 2; times += 1) {
      expect((await backUp()).unreadable).toEqual({ count: 1, paths: [old] });
      expect(whole()).toEqual([]);
    }
    chmodSync(old, 0o400);
    for (let times = 0; times < 2; times += 1) {
      expect((await backUp()).unreadable).toEqual({ count: 1, paths: [join(old, 'three')] });
      expect(whole()).toEqual([]);
    }
    chmodSync(old, 0o555);
    for (let times = 0; times < 2; times += 1) {
      const { snapshot } = await backUp();
      expect(whole()).toEqual([]);
      expect(pair.differences(snapshot)).toEqual([]);
    }
  });

  it('has the access list of what has attributes as well with the next snapshot', async () => {
    await backUp();
    const made = [join(pair.source, 'letters', 'file'), join(pair.source, 'letters', 'directory')];
    writeFileSync(made[0] ?? '', 'new');
    mkdirSync(made[1] ?? '');
    execFileSync('setfattr', ['-n', 'user.beside', '-v', '1', ...made]);
    execFileSync('setfacl', ['-m', 'u:1:rwx', ...made]);
    await backUp();
    expect(whole()).toEqual([]);
    const { snapshot } = await backUp();
    expect(whole()).toEqual([]);
    expect(pair.differences(snapshot)).toEqual([]);
  });

  it('is not disturbed by what a kill has left, wherever it struck', async () => {
    const first = await backUp();
    for (const left of [['cloned'], ['cloned', 'files'], ['cloned', 'earlier/1'], ['files']]) {
      const partial = pair.paths.partial('2020-01-01T000000Z');
      for (const tree of left) {
        mkdirSync(join(partial, tree, pair.source, 'stray'), { recursive: true });
        writeFileSync(join(partial, tree, pair.source, 'stray', 'file'), 'stray');
      }
      const { snapshot } = await backUp();
      expect(whole()).toEqual([]);
      expect(pair.differences(snapshot)).toEqual([]);
      for (const rest of ['cloned', 'earlier']) {
        expect(existsSync(join(pair.paths.complete(snapshot), rest))).toBe(false);
      }
    }
    expect(existsSync(pair.paths.complete(first.snapshot))).toBe(true);
  });
});

describe('what is wanted is named', () => {
  beforeEach(() => {
    // To a laptop whose list brings something in, nothing can be said by rules.
    pair.excludeList = `+ x.brought-in\n${EXCLUDES}`;
  });

  it('whatever its name, with the attributes of the directories above it, and nothing else', async () => {
    const odd = [
      '#comment',
      ';comment',
      '-dash',
      ' blank ',
      'line\nfeed',
      'star*',
      'back\\slash',
      'caf\xe9',
      '[a]',
    ];
    const bytes = (name: string) =>
      Buffer.concat([Buffer.from(`${pair.source}/`), Buffer.from(name, 'latin1')]);
    for (const name of odd) writeFileSync(bytes(name), '1');
    const first = await backUp();
    const before = fingerprint(pair.paths.complete(first.snapshot));
    for (const name of odd) writeFileSync(bytes(name), `now ${name}`);
    writeFileSync(join(pair.source, 'letters', 'left.skip'), 'never');
    writeFileSync(join(pair.source, 'letters', 'old', 'three'), 'changed\n');
    chmodSync(pair.source, 0o710);
    chmodSync(join(pair.source, 'letters'), 0o711);
    const { snapshot, totals } = await backUp();
    expect(whole()).toEqual([]);
    expect(pair.timesNamed).toBeGreaterThan(0);
    expect(totals.transferredFiles).toBe(odd.length + 1);
    expect(pair.differences(snapshot)).toEqual([]);
    expect(existsSync(at(snapshot, 'letters/left.skip'))).toBe(false);
    expect(inodeOf(at(snapshot, 'letters/one'))).toBe(inodeOf(at(first.snapshot, 'letters/one')));
    expect(fingerprint(pair.paths.complete(first.snapshot))).toBe(before);
  });

  it('what has gone meanwhile is nobody’s fault, and what cannot be read is told', async () => {
    await backUp();
    for (const name of ['one', 'two']) writeFileSync(join(pair.source, 'letters', name), 'changed\n');
    const letter = join(pair.source, 'letters', 'two');
    chmodSync(letter, 0);
    pair.log.length = 0;
    const { made, done } = await pair.backUp(0, () => {
      rmSync(join(pair.source, 'letters', 'one'));
    });
    expect(made, pair.log.join('\n')).toMatchObject({ ok: true });
    expect(whole()).toEqual([]);
    expect(done?.unreadable).toEqual({ count: 1, paths: [letter] });
    expect(existsSync(at(done?.snapshot ?? '', 'letters/one'))).toBe(false);
  });

  it('where rules would be too many; directories that cannot be read are asked for by rules', async () => {
    pair.excludeList = EXCLUDES;
    const all = Array.from({ length: 9000 }, (_, index) => join(pair.source, `n${index}`));
    for (const path of all) writeFileSync(path, '1');
    const many = all.filter((_, index) => index % 5 === 0);
    const closed = join(pair.source, 'letters', 'old');
    chmodSync(closed, 0);
    // What is new is asked for once more.
    for (let quiet = 0; quiet < 2; quiet += 1) await backUp();
    for (const path of many) writeFileSync(path, '22');
    const { snapshot, unreadable, totals } = await backUp();
    expect(whole()).toEqual([]);
    expect(pair.timesNamed).toBe(1);
    expect(totals).toMatchObject({ files: 9002, transferredFiles: many.length });
    expect(unreadable).toEqual({ count: 1, paths: [closed] });
    chmodSync(closed, 0o755);
    expect(pair.differences(snapshot)).toEqual(['*deleting   letters/old/three', '.d...p..... letters/old/']);
  });

  it.each(['letters/one', 'one'])(
    'where nothing has changed but the root itself, beside %s',
    async (path) => {
      if (path === 'one') renameSync(join(pair.source, 'letters', 'one'), join(pair.source, 'one'));
      await backUp();
      chmodSync(pair.source, 0o710);
      for (let times = 0; times < 2; times += 1) {
        const { snapshot, totals } = await backUp();
        expect(whole()).toEqual([]);
        expect(totals).toMatchObject({ files: 3, transferredFiles: 0 });
        expect(pair.differences(snapshot)).toEqual([]);
      }
    },
  );

  it('but in a root that holds nothing to be named', async () => {
    rmSync(join(pair.source, 'letters'), { recursive: true });
    await backUp();
    chmodSync(pair.source, 0o710);
    const { snapshot } = await backUp();
    expect(whole()).toEqual(['the whole tree is compared: there is nothing that could be named']);
    expect(pair.differences(snapshot)).toEqual([]);
  });
});

describe('the whole tree is compared', () => {
  it.each<[string, string, (first: string) => void]>([
    ['without a list from the laptop', 'no list of the laptop', () => (pair.offersLists = false)],
    [
      'with a torn list from the laptop',
      'no list of the laptop',
      () => (pair.changeList = (list) => list.slice(0, -2)),
    ],
    [
      'with a list that leads elsewhere',
      'no list of the laptop',
      () => (pair.changeList = (list) => list.replace(' letters\n', ' ..\n').replaceAll('/ letters', '/ ..')),
    ],
    [
      'by another rsync',
      'other programs',
      () => (pair.changeList = (list) => list.replace('"latchkey":"test"', '"latchkey":"2"')),
    ],
    [
      'without a list of the snapshot before',
      'of the snapshot before',
      () => {
        rmSync(pair.paths.entries);
      },
    ],
    [
      'with a torn list of it',
      'of the snapshot before',
      () => {
        truncateSync(pair.paths.entries, 100);
      },
    ],
    [
      'in a store that was copied',
      'of the snapshot before',
      (first) => {
        const files = join(pair.paths.complete(first), 'files');
        execFileSync('cp', ['-a', files, `${files}-copy`]);
        renameSync(files, `${files}-old`);
        renameSync(`${files}-copy`, files);
      },
    ],
    [
      'where an exclude list brings something in',
      'include rules',
      () => {
        pair.excludeList = '+ /letters/\n- *.skip\n';
        pair.takesNames = false;
      },
    ],
    ['where a file of it was taken out by its owner', 'of the snapshot before', () => void 0],
  ])('%s', async (what, reason, act) => {
    const first = await backUp();
    act(first.snapshot);
    if (what.includes('taken out')) await removePath(pair.paths, join(pair.source, 'letters', 'one'));
    writeFileSync(join(pair.source, 'letters', 'two'), 'another\n');
    const { snapshot } = await backUp();
    expect(whole()).toEqual([`the whole tree is compared: ${whole()[0]?.split(': ')[1] ?? ''}`]);
    expect(whole()[0]).toContain(reason);
    expect(pair.differences(snapshot)).toEqual([]);
  });
});

describe('what came', () => {
  const numbers = (change: number) => `33188,0,0,1,1,${change},7,1`;
  const directoryLine = (name: string) => `d+ 16877,0,0,0,1,1,5,1 ${name}`;
  const known = new Map([
    ['', [directoryLine('a'), `f+ ${numbers(1)} kept`].join('\n')],
    ['a', `f+ ${numbers(1)} changed`],
  ]);
  const now = new Map([...known, ['a', `f+ ${numbers(2)} changed`]]);

  function judge(...files: string[]) {
    const root = join(directory, 'came', 'root');
    for (const file of files) {
      mkdirSync(join(root, file, '..'), { recursive: true });
      if (!file.endsWith('/')) writeFileSync(join(root, file), '');
    }
    return judgeArrived(join(directory, 'came'), {
      differences: new Map([['/root', compareLists(known, now)]]),
    });
  }

  it('is what was asked for', () => {
    expect(judge('a/changed')).toEqual(new Map([['/root', new Set(['a', 'a/changed'])]]));
  });

  it('may be less: then it is asked for again', () => {
    expect(judge('a/x', '../nothing')).toContain('was not asked for');
    rmSync(join(directory, 'came', 'root', 'a', 'x'));
    expect(judge()).toEqual(new Map([['/root', new Set(['a'])]]));
  });

  it.each([
    ['a file that is linked into older snapshots', ['a/changed', 'kept']],
    ['a directory more', ['a/changed', 'b/x']],
    ['a directory for a file', ['a/changed/x']],
  ])('is refused as a whole with %s', (_what, files) => {
    expect(judge(...files)).toContain('was not asked for');
  });

  it('is refused without a directory that something else is in', () => {
    mkdirSync(join(directory, 'came', 'root'), { recursive: true });
    expect(judge()).toContain('went away');
  });
});
