import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Sandbox } from '../../helpers/sandbox';
import { expectValue, ServiceUnderTest } from '../../helpers/space-service';
import { until } from '../../helpers/until';

let sandbox: Sandbox;
let service: ServiceUnderTest;
let data: string;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  // Inside of what is scanned, as it is on a laptop.
  data = join(sandbox.source, '.local/share');
  vi.stubEnv('XDG_DATA_HOME', data);
  write('videos/film one.mkv', 'film');
  write('videos/2024/a.mkv', 'a');
  write('letters/friend.txt', 'dear');
  service = new ServiceUnderTest(sandbox);
});

afterEach(async () => {
  await service.close();
  vi.unstubAllEnvs();
  sandbox.remove();
});

const at = (name: string): string => join(sandbox.source, name);

function write(name: string, text: string): void {
  mkdirSync(join(at(name), '..'), { recursive: true });
  writeFileSync(at(name), text);
}

const quiet = (): Promise<void> =>
  until(
    () => service.state.again === null,
    () => JSON.stringify(service.state),
  );
const treeNow = (): number => service.state.tree ?? 0;
/** Also of what has no size, and so no box. */
async function rowOf(path: string): Promise<{ tree: number; node: number }> {
  const text = path.slice(path.lastIndexOf('/') + 1);
  const tree = treeNow();
  const list = await service.handlers['space.list']({
    ...{ tree, node: 0, by: 'found', text, hideExcluded: false, since: null, measure: 'used', most: 50 },
  });
  const row = expectValue(list)?.rows.find((each) => each.path === at(path));
  if (row === undefined) throw new Error(`${path} is not in the scan`);
  return { tree, node: row.node };
}

test('what a person agrees to lies in the trash as the specification has it, leaves the picture, and comes back', async () => {
  await service.scan();
  const wanted = await rowOf('videos/film one.mkv');
  expect(expectValue(await service.handlers['disk.trash'](wanted))).toMatchObject({ name: 'film one.mkv' });
  expect(service.questions).toMatchObject([{ path: at('videos/film one.mkv'), entries: null }]);
  expect(existsSync(at('videos/film one.mkv'))).toBe(false);
  expect(readFileSync(join(data, 'Trash/files/film one.mkv'), 'utf8')).toBe('film');
  const info = readFileSync(join(data, 'Trash/info/film one.mkv.trashinfo'), 'utf8');
  expect(info).toMatch(
    /^\[Trash Info\]\nPath=\/.*\/videos\/film%20one\.mkv\nDeletionDate=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\n$/,
  );
  await quiet();
  await expect(rowOf('videos/film one.mkv')).rejects.toThrow('is not in the scan');
  await rowOf('.local/share/Trash/files/film one.mkv');
  expect(expectValue(await service.handlers['disk.last-trashed'](null))).toBe('film one.mkv');

  expect(expectValue(await service.handlers['disk.put-back'](null))).toBe('film one.mkv');
  expect(readFileSync(at('videos/film one.mkv'), 'utf8')).toBe('film');
  expect(readdirSync(join(data, 'Trash/info'))).toEqual([]);
  await quiet();
  await rowOf('videos/film one.mkv');
  expect(expectValue(await service.handlers['disk.last-trashed'](null))).toBeNull();
});

test('two of one name are told apart, folders go whole; who says no moves nothing', async () => {
  write('letters/a.mkv', 'other a');
  await service.scan();
  service.consent = false;
  expect(expectValue(await service.handlers['disk.trash'](await rowOf('letters')))).toBeNull();
  expect(existsSync(at('letters/a.mkv'))).toBe(true);
  service.consent = true;
  expectValue(await service.handlers['disk.trash'](await rowOf('letters/a.mkv')));
  await quiet();
  expectValue(await service.handlers['disk.trash'](await rowOf('videos/2024/a.mkv')));
  await quiet();
  expect(readdirSync(join(data, 'Trash/files')).sort()).toEqual(['a.mkv', 'a.mkv.2']);
  expectValue(await service.handlers['disk.put-back'](null));
  expect(readFileSync(at('videos/2024/a.mkv'), 'utf8')).toBe('a');
  await quiet();
  // Something else has its place: that stays.
  write('letters/a.mkv', 'new');
  expect(await service.handlers['disk.put-back'](null)).toMatchObject({
    failure: { code: 'not-put-back', why: 'taken' },
  });
  expect(readFileSync(at('letters/a.mkv'), 'utf8')).toBe('new');
  rmSync(at('letters/a.mkv'));
  expectValue(await service.handlers['disk.put-back'](null));
  expect(readFileSync(at('letters/a.mkv'), 'utf8')).toBe('other a');
});

test('never by way of a link, never what a link leads to, never the folder itself, never something else of the name', async () => {
  const outside = sandbox.directory('outside');
  writeFileSync(join(outside, 'friend.txt'), 'theirs');
  symlinkSync(outside, at('link'));
  await service.scan();
  const friend = await rowOf('letters/friend.txt');
  const top = await service.handlers['disk.trash']({ tree: treeNow(), node: 0 });
  expect(top).toMatchObject({ failure: { code: 'not-trashed', why: 'is-root' } });
  // Between the look and the move somebody puts a link in the way.
  renameSync(at('letters'), at('letters-away'));
  symlinkSync(outside, at('letters'));
  expect(await service.handlers['disk.trash'](friend)).toMatchObject({
    failure: { code: 'not-trashed', why: 'changed' },
  });
  expect(readFileSync(join(outside, 'friend.txt'), 'utf8')).toBe('theirs');
  rmSync(at('letters'));
  mkdirSync(at('letters/friend.txt'), { recursive: true });
  expect(await service.handlers['disk.trash'](friend)).toMatchObject({
    failure: { code: 'not-trashed', why: 'changed' },
  });
  expectValue(await service.handlers['disk.trash'](await rowOf('link')));
  expect(readFileSync(join(outside, 'friend.txt'), 'utf8')).toBe('theirs');
  expect(existsSync(at('link'))).toBe(false);
});
