/** The clone that is made beforehand: what the next backup makes of it, and where it is given up. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { actByHand } from '../../../host/keep/by-hand';
import { Room } from '../../../host/keep/make-room';
import { clearingUpIfFull } from '../../../host/keep/when-full';
import { writeUsage } from '../../../host/keep/usage';
import { takeNext } from '../../../host/short/next-clone';
import { RSYNC_VERSIONS } from '../../helpers/rsync-versions';
import { fingerprint } from './changing-tree';
import { Pair } from './pair';

let directory: string;
let pair: Pair;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'latchkey-next-'));
  const [rsync] = RSYNC_VERSIONS;
  if (rsync === undefined) throw new Error('no rsync');
  pair = new Pair(directory, rsync);
  for (const name of ['still', 'moving']) {
    mkdirSync(join(pair.source, name, 'deep'), { recursive: true });
    writeFileSync(join(pair.source, name, 'deep', 'letter'), `${name}\n`);
  }
});

afterEach(() => {
  execFileSync('chmod', ['-R', 'u+rwx', directory]);
  rmSync(directory, { recursive: true, force: true });
});

async function backUp(): Promise<string> {
  pair.log.length = 0;
  const { made, done } = await pair.backUp(0);
  expect(made, pair.log.join('\n')).toMatchObject({ ok: true });
  return done?.snapshot ?? '';
}

/** The newest snapshot, with a clone for the one after it. */
async function prepare(): Promise<string> {
  await backUp();
  const snapshot = await backUp();
  await pair.prepareNext();
  expect(existsSync(pair.paths.next), pair.log.join('\n')).toBe(true);
  return snapshot;
}

const inClone = (path: string): string => join(pair.paths.next, 'files', pair.source, path);
const inodeOf = (path: string): number => lstatSync(path).ino;
const ofNext = (): string[] => readdirSync(pair.paths.directory).filter((name) => name.startsWith('.next'));

it('gives the next backup whole directories, and is gone with that', async () => {
  const before = await prepare();
  const print = fingerprint(pair.paths.complete(before));
  const cloned = inodeOf(inClone('still'));
  const snapshot = await backUp();
  expect(inodeOf(join(pair.files(snapshot), 'still'))).toBe(cloned);
  expect(pair.differences(snapshot)).toEqual([]);
  expect(readdirSync(pair.paths.complete(snapshot)).sort()).toEqual(['exclude', 'files', 'snapshot.json']);
  expect(ofNext()).toEqual([]);
  await pair.prepareNext();
  expect(inodeOf(inClone('still'))).not.toBe(cloned);
  expect(fingerprint(pair.paths.complete(before))).toBe(print);
});

it('leaves behind what has gone, and attributes that a directory has lost', async () => {
  execFileSync('setfattr', ['-n', 'user.of-yesterday', '-v', '1', join(pair.source, 'moving')]);
  writeFileSync(join(pair.source, 'moving', 'gone'), 'gone\n');
  writeFileSync(join(pair.source, 'moving', 'was-file'), 'file\n');
  const before = await prepare();
  const print = fingerprint(pair.paths.complete(before));
  execFileSync('setfattr', ['-x', 'user.of-yesterday', join(pair.source, 'moving')]);
  rmSync(join(pair.source, 'moving', 'gone'));
  rmSync(join(pair.source, 'moving', 'was-file'));
  mkdirSync(join(pair.source, 'moving', 'was-file'));
  renameSync(join(pair.source, 'moving', 'deep'), join(pair.source, 'moving', 'deeper'));
  const snapshot = await backUp();
  expect(pair.log.filter((line) => line.startsWith('the whole tree'))).toEqual([]);
  expect(pair.differences(snapshot)).toEqual([]);
  expect(fingerprint(pair.paths.complete(before))).toBe(print);
});

it('is made anew where it was ended in the middle, but not at once', async () => {
  await backUp();
  await backUp();
  const files = join(pair.paths.unfinishedNext, 'files', 'half');
  mkdirSync(files, { recursive: true });
  await pair.prepareNext();
  expect(ofNext()).toEqual([]);
  await pair.prepareNext();
  expect(ofNext()).toEqual(['.next']);
  expect(existsSync(join(pair.paths.next, 'files', 'half'))).toBe(false);
  expect(pair.differences(await backUp())).toEqual([]);
});

it('is not used where what stands in it is not of this snapshot', async () => {
  const snapshot = await prepare();
  const files = join(pair.paths.complete(snapshot), 'files');
  execFileSync('cp', ['-a', files, `${files}-copy`]);
  renameSync(files, `${files}-old`);
  renameSync(`${files}-copy`, files);
  expect(await takeNext(pair.paths, snapshot, join(directory, 'taken'))).toBe(false);
  expect(await takeNext(pair.paths, '2020-01-01T000000Z', join(directory, 'taken'))).toBe(false);
  expect(pair.differences(await backUp())).toEqual([]);
  expect(ofNext()).toEqual(['.next']);
});

it('is of no harm where a part of it is missing: all is compared then', async () => {
  await prepare();
  rmSync(inClone('still'), { recursive: true });
  const snapshot = await backUp();
  expect(pair.log).toEqual([expect.stringContaining('the whole tree is compared: ENOENT')]);
  expect(pair.differences(snapshot)).toEqual([]);
});

it('is left alone where all is compared, and made anew for what comes of that', async () => {
  await prepare();
  const [unused, stale] = [inodeOf(inClone('still')), join(pair.paths.next, 'stale')];
  writeFileSync(stale, '');
  pair.offersLists = false;
  expect(pair.differences(await backUp())).toEqual([]);
  expect(inodeOf(inClone('still'))).toBe(unused);
  pair.offersLists = true;
  const without = await backUp();
  expect(pair.differences(without)).toEqual([]);
  expect(inodeOf(inClone('still'))).toBe(unused);
  await pair.prepareNext();
  expect(existsSync(stale)).toBe(false);
});

it.each([
  ['takes a path out of the snapshots', { act: 'remove', path: 'moving' }],
  ['deletes a snapshot', { act: 'drop' }],
] as const)('goes where the owner %s', async (_what, command) => {
  const snapshot = await prepare();
  const { store, machine } = pair.paths;
  const told: string[] = [];
  const say = (words: string): void => void told.push(words);
  const asked =
    command.act === 'remove'
      ? { ...command, path: join(pair.source, command.path) }
      : { ...command, snapshot };
  expect(await actByHand({ store, machine, ...asked }, { tell: say, complain: say }), told.join()).toBe(0);
  expect(ofNext()).toEqual([]);
  const letters = [pair.paths.directory, '-path', '*/moving/deep/letter'];
  const left = execFileSync('find', letters, { encoding: 'utf8' });
  expect(left.split('\n').length - 1).toBe(command.act === 'remove' ? 0 : 1);
});

it('is the first to go where room is short', async () => {
  await prepare();
  const log: string[] = [];
  const room = new Room(
    pair.paths,
    { minFree: { share: 1 } },
    (words) => log.push(words),
    new AbortController().signal,
  );
  expect(await room.prepare()).toMatchObject({ ok: false, failure: { code: 'store-full' } });
  expect(ofNext()).toEqual([]);
});

it('does not outlive a backup that did not fit', async () => {
  await prepare();
  const failed = { ok: false, failure: { code: 'store-full' } } as const;
  await clearingUpIfFull(pair.paths, () => Promise.resolve(failed));
  expect(ofNext()).toEqual([]);
});

it('is not made where a machine may take so much and no more, and not for a first snapshot’s sake', async () => {
  await pair.prepareNext();
  expect(ofNext()).toEqual([]);
  await backUp();
  writeUsage(pair.paths, 1);
  await pair.prepareNext();
  expect(ofNext()).toEqual([]);
});

it('is made of directories that their owner cannot write to as well', async () => {
  chmodSync(join(pair.source, 'still', 'deep'), 0o500);
  await prepare();
  writeFileSync(join(pair.source, 'still', 'new'), 'new\n');
  const snapshot = await backUp();
  expect(pair.log.filter((line) => line.startsWith('the whole tree'))).toEqual([]);
  expect(pair.differences(snapshot)).toEqual([]);
});
