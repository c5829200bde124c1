/** A disk as a whole: a real file system, with something on it that this user may not see. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Disk } from '../../../shared/disk';
import { testFileSystem } from '../../helpers/file-systems';
import { Sandbox } from '../../helpers/sandbox';
import { expectValue, rowsOf, ServiceUnderTest } from '../../helpers/space-service';
import { until } from '../../helpers/until';

const MEGABYTE = 1024 * 1024;

let sandbox: Sandbox;
let service: ServiceUnderTest;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  service = new ServiceUnderTest(sandbox);
});

afterEach(async () => {
  await service.close();
  sandbox.remove();
});

const disks = async (): Promise<Disk[]> => expectValue(await service.handlers['space.disks'](null));

/** Size, used and free as df(1) has them. */
function df(path: string): { size: number; used: number; avail: number } {
  const lines = execFileSync('df', ['-B1', '--output=size,used,avail', path], { encoding: 'utf8' });
  const [size = 0, used = 0, avail = 0] = lines.trim().split('\n')[1]?.trim().split(/\s+/).map(Number) ?? [];
  return { size, used, avail };
}

test('the disk of the system is among them, with the room that df tells, and nothing of the kernel is', async () => {
  const found = await disks();
  const root = found.find(({ path }) => path === '/');
  expect(root).toBeDefined();
  expect((root?.used ?? 0) + (root?.reserved ?? 0) + (root?.free ?? 0)).toBe(df('/').size);
  expect(
    found.map(({ kind }) => kind).filter((kind) => /^(proc|sysfs|tmpfs|devtmpfs|cgroup2?)$/.test(kind)),
  ).toEqual([]);
  expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
  // The same number as long as it is there.
  expect((await disks()).map(({ id }) => id)).toEqual(found.map(({ id }) => id));
  const none = await service.handlers['space.scan']({ what: 'disk', disk: 4711 });
  expect(none).toMatchObject({ ok: false, failure: { code: 'request-refused' } });
});

const ext4 = testFileSystem('ext4');
describe.skipIf('missing' in ext4)('on a file system of its own', () => {
  const top = 'directory' in ext4 ? ext4.directory : '';
  const seen = join(top, 'seen');
  const closed = join(top, 'closed');

  beforeEach(() => {
    mkdirSync(seen);
    mkdirSync(closed);
    writeFileSync(join(seen, 'film.mkv'), Buffer.alloc(3 * MEGABYTE, 'x'));
    writeFileSync(join(closed, 'other.img'), Buffer.alloc(5 * MEGABYTE, 'x'));
    chmodSync(closed, 0);
    execFileSync('sync', ['-f', top]);
  });

  afterEach(() => {
    chmodSync(closed, 0o700);
    rmSync(seen, { recursive: true });
    rmSync(closed, { recursive: true });
  });

  async function scanDisk(): Promise<number> {
    const disk = (await disks()).find(({ path }) => path === top);
    if (disk === undefined) throw new Error(`${top} is not among the disks`);
    const tree = expectValue(await service.handlers['space.scan']({ what: 'disk', disk: disk.id }));
    await service.settled();
    return tree;
  }

  test('what was scanned, what is not visible, what is reserved and free make up the whole', async () => {
    const tree = await scanDisk();
    const { size, avail, used } = df(top);
    const view = await service.view({ tree });
    expect(view.onDisk).toBe(true);
    const [whole, ...rest] = rowsOf(view);
    expect(whole?.size).toBe(size);
    const parts = rest.filter(({ column }) => column === 1);
    expect(parts.reduce((sum, part) => sum + part.size, 0)).toBe(size);
    const kinds = expectValue(
      await service.handlers['space.list']({
        ...{
          tree,
          node: 0,
          by: 'here',
          measure: 'used',
          hideExcluded: false,
          since: null,
          text: '',
          most: 50,
        },
      }),
    )?.rows;
    const sizes = Object.fromEntries(kinds?.map((row) => [row.kind, row.size]) ?? []);
    // The list has what the picture has.
    expect(Object.values(sizes).sort()).toEqual(parts.map((part) => part.size).sort());
    expect(sizes.free).toBe(avail);
    const hidden = sizes.hidden ?? 0;
    expect(hidden).toBeGreaterThanOrEqual(5 * MEGABYTE);
    const scanned = sizes.directory ?? 0;
    expect(scanned).toBeGreaterThanOrEqual(3 * MEGABYTE);
    expect(scanned + hidden).toBe(used);
    expect(service.state.sums?.all).toBe(scanned);
    expect(service.state.origin).toMatchObject({
      kind: 'scan',
      roots: [top],
      disk: { path: top, used, free: avail },
    });
  });

  test('in number they are nothing, and none of them is a folder that anything could be done with', async () => {
    const tree = await scanDisk();
    const view = await service.view({ tree, measure: 'entries' });
    // The folders seen, closed and lost+found in the top, and a file.
    expect(rowsOf(view)[0]?.size).toBe(service.state.entries + 1);
    expect(rowsOf(view).filter(({ column }) => column === 1)).toHaveLength(1);
    const rows = rowsOf(await service.view({ tree })).filter(
      ({ column, name }) => column === 1 && name === '',
    );
    expect(rows).toHaveLength(3);
    for (const { node } of rows) {
      expect(expectValue(await service.handlers['space.node']({ tree, node }))).toBeNull();
      for (const channel of ['disk.copy-path', 'disk.trash', 'disk.open', 'space.look-again'] as const) {
        const refused = await service.handlers[channel]({ tree, node });
        expect(refused).toMatchObject({ ok: false, failure: { code: 'request-refused' } });
      }
      const left = await service.handlers['space.leave-out']({ tree, node, how: { kind: 'this' } });
      expect(left).toMatchObject({ ok: true, value: { kind: 'not-possible' } });
    }
    expect(service.questions).toEqual([]);
  });

  test('looked at again, as a whole or in part, it still comes to the whole', async () => {
    let tree = await scanDisk();
    for (const name of ['', 'seen']) {
      writeFileSync(join(seen, `more${name}`), Buffer.alloc(MEGABYTE, 'x'));
      execFileSync('sync', ['-f', top]);
      const node = name === '' ? 0 : (await service.box(tree, name === '' ? '' : 'seen')).node;
      expectValue(await service.handlers['space.look-again']({ tree, node }));
      const before = tree;
      await until(
        () => service.state.again === null && service.state.tree !== before,
        () => JSON.stringify(service.state),
      );
      tree = service.state.tree ?? 0;
      const boxes = rowsOf(await service.view({ tree }));
      expect(boxes[0]?.size).toBe(df(top).size);
      expect(boxes.filter(({ column }) => column === 1)).toHaveLength(4);
      expect(boxes.map((box) => box.name)).toContain(`more${name}`);
    }
  });
});
