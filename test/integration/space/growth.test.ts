/** What has grown since an earlier scan, with the sizes that were kept of it as they lie on the disk. */
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { GROWTHS } from '../../../shared/usage-kinds';
import { Sandbox } from '../../helpers/sandbox';
import { expectValue, rowsOf, ServiceUnderTest } from '../../helpers/space-service';
import { until } from '../../helpers/until';

const KIB = 1024;
const DAY = 86_400;

let sandbox: Sandbox;
let service: ServiceUnderTest;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  write('Downloads/old.iso', 400);
  write('Downloads/left.zip', 80);
  write('letters/one.txt', 40);
  write('videos/2024/a.mkv', 200);
  service = new ServiceUnderTest(sandbox);
});

afterEach(async () => {
  await service.close();
  sandbox.remove();
});

function write(name: string, kib: number): void {
  mkdirSync(join(sandbox.source, name, '..'), { recursive: true });
  writeFileSync(join(sandbox.source, name), Buffer.alloc(kib * KIB, 'x'));
}

const kept = (): string[] => readdirSync(service.keptScans).sort();

/** As if the scan that was kept now had been made that long ago. Returns when. */
function makeOlder(days: number): number {
  const [name = ''] = kept().slice(-1);
  const at = Math.round(Number(name.split('-')[0]) - days * DAY);
  const file = join(service.keptScans, name);
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"at":\d+/, `"at":${at}`));
  renameSync(file, join(service.keptScans, name.replace(/^\d+/, String(at))));
  return at;
}

const grown = async (tree: number, since: number | null, node = 0) =>
  expectValue(
    await service.handlers['space.list']({
      ...{ tree, node, since, by: 'grown', measure: 'used', hideExcluded: false, text: '', most: 50 },
    }),
  );

test('a scan is kept by itself, and a later one says what has grown, by how much, and in which colour', async () => {
  await service.scan();
  expect(service.state.kept).toEqual([]);
  expect(kept()).toHaveLength(1);
  expect(statSync(join(service.keptScans, kept()[0] ?? '')).mode & 0o777).toBe(0o600);
  const at = makeOlder(30);
  write('Downloads/new.iso', 900);
  write('Downloads/more.iso', 700);
  write('videos/2024/b.mkv', 20);
  truncateSync(join(sandbox.source, 'letters/one.txt'), 0);
  const tree = await service.scan();
  expect(service.state.kept).toEqual([at]);

  const list = await grown(tree, at);
  // Of the folder that holds two of them it is said as well; of one whose growth is that of a single thing it is not.
  expect(list?.rows.map(({ path, growth }) => [path.slice(sandbox.source.length), growth])).toEqual([
    ['/Downloads', 1600 * KIB],
    ['/Downloads/new.iso', 900 * KIB],
    ['/Downloads/more.iso', 700 * KIB],
    ['/videos/2024/b.mkv', 20 * KIB],
  ]);
  expect(list?.grown).toBe((1600 + 20 - 40) * KIB);

  const view = await service.view({ tree, since: at });
  expect(view.compared).toBe(at);
  const steps = Object.fromEntries(
    rowsOf(view).map(({ name }, box) => [
      name,
      [GROWTHS[view.boxes.grown[box] ?? 0], view.boxes.growth[box]],
    ]),
  );
  expect(steps).toMatchObject({
    Downloads: ['double', 1600 * KIB],
    'old.iso': ['same', 0],
    'videos/2024': ['little', 20 * KIB],
    letters: ['less', -40 * KIB],
  });
});

test('on one day one scan is kept; without one to compare with nothing is said', async () => {
  const tree = await service.scan();
  expect((await service.view({ tree })).compared).toBeNull();
  expect(await grown(tree, null)).toEqual({ rows: [], all: 0, grown: null });
  expect(await grown(tree, 4711)).toEqual({ rows: [], all: 0, grown: null });
  // Earlier on the same day.
  const now = new Date();
  makeOlder(Math.min(60, now.getHours() * 3600 + now.getMinutes() * 60 + now.getSeconds()) / DAY);
  const before = kept();
  const again = await service.scan();
  expectValue(await service.handlers['space.look-again']({ tree: again, node: 0 }));
  await until(
    () => service.state.again === null && service.state.tree !== again,
    () => JSON.stringify(service.state),
  );
  expect(kept()).toEqual(before);
});

test('what is broken costs only itself', async () => {
  await service.scan();
  const good = makeOlder(60);
  await service.scan();
  const bad = makeOlder(20);
  const file = kept().find((name) => name.startsWith(String(bad))) ?? '';
  const path = join(service.keptScans, file);
  write('Downloads/new.iso', 300);
  for (const spoil of [
    (text: string) => text.slice(0, 100),
    (text: string) => text.replace('[-1,', '[7,'),
    (text: string) => text.replace(/"at":\d+/, '"at":1'),
    (text: string) => text.replace(sandbox.source, '/elsewhere'),
    () => 'null',
  ]) {
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, spoil(whole));
    const tree = await service.scan();
    // Beside that of today.
    const older = (times: readonly number[]): number[] => times.filter((at) => at <= bad);
    expect(older(service.state.kept)).toEqual([bad, good]);
    expect((await service.view({ tree, since: bad })).compared).toBeNull();
    expect((await grown(tree, good))?.grown).toBe(300 * KIB);
    // It is not offered any more.
    expect(older(expectValue(await service.handlers['space.state'](null)).kept)).toEqual([good]);
    writeFileSync(path, whole);
  }
  rmSync(service.keptScans, { recursive: true });
  writeFileSync(service.keptScans, 'no directory');
  await service.scan();
  expect(service.state).toMatchObject({ phase: 'done', kept: [] });
});

test('days become weeks and months, and there is an end to it', async () => {
  await service.scan();
  const [name = ''] = kept();
  const text = readFileSync(join(service.keptScans, name), 'utf8');
  const now = Number(name.split('-')[0]);
  rmSync(join(service.keptScans, name));
  for (let days = 1; days <= 800; days += 1) {
    const at = now - days * DAY;
    const own = name.replace(/^\d+/, String(at));
    writeFileSync(join(service.keptScans, own), text.replace(/"at":\d+/, `"at":${at}`));
  }
  await service.scan();
  const ages = kept()
    .map((each) => Math.abs(Math.round((now - Number(each.split('-')[0])) / DAY)))
    .sort((one, other) => one - other);
  expect(ages.length).toBeLessThanOrEqual(24);
  expect(ages.slice(0, 8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(ages.at(-1)).toBeGreaterThan(200);
});
