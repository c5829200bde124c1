import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Sandbox } from '../../helpers/sandbox';
import { expectValue, rowsOf, ServiceUnderTest } from '../../helpers/space-service';
import { until } from '../../helpers/until';

let sandbox: Sandbox;
let service: ServiceUnderTest;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  for (const name of ['videos/2024/a.mkv', 'videos/b.mkv', 'letters/one.txt', 'letters/old/two.txt'])
    write(name, 80);
  service = new ServiceUnderTest(sandbox);
});

afterEach(async () => {
  await service.close();
  sandbox.remove();
});

function write(name: string, kib: number): void {
  mkdirSync(join(sandbox.source, name, '..'), { recursive: true });
  writeFileSync(join(sandbox.source, name), Buffer.alloc(kib * 1024, 'x'));
}

const du = (): number =>
  Number(execFileSync('du', ['-sk', sandbox.source], { encoding: 'utf8' }).split('\t')[0]) * 1024;

/** Asks, and waits for the tree that takes the place of this one. */
async function lookAgain(tree: number, node: number): Promise<number> {
  expectValue(await service.handlers['space.look-again']({ tree, node }));
  await until(
    () => service.state.again === null && service.state.tree !== tree,
    () => JSON.stringify(service.state),
  );
  return service.state.tree ?? 0;
}

const names = async (tree: number): Promise<string[]> =>
  rowsOf(await service.view({ tree })).map(({ name }) => name);

test('one folder is looked at again by itself: it is as it is now, the sums above it follow, the rest is not looked at', async () => {
  const tree = await service.scan();
  const before = service.state;
  expect(before.lookedAt).toBeGreaterThan(0);
  write('videos/2024/new.mkv', 500);
  write('videos/more/c.mkv', 60);
  rmSync(join(sandbox.source, 'videos/b.mkv'));
  write('letters/unseen.txt', 300);
  const { node } = await service.box(tree, 'videos');
  const next = await lookAgain(tree, node);
  const shown = await names(next);
  expect(shown).toEqual(expect.arrayContaining(['new.mkv', 'more', 'c.mkv', 'one.txt', 'old', 'two.txt']));
  expect(shown).not.toContain('b.mkv');
  expect(shown).not.toContain('unseen.txt');
  expect(service.state.entries).toBe(before.entries + 2);
  // How old the figures are is how old the oldest of them is.
  expect(service.state.lookedAt).toBe(before.lookedAt);
  rmSync(join(sandbox.source, 'letters/unseen.txt'));
  expect(service.state.sums?.all).toBe(du());
  expect(service.state.sums?.judged?.backedUp).toBe(du());
  // What was asked about the tree before means nothing any more.
  expect(await service.handlers['space.list']({ ...LIST, tree, node: 0 })).toEqual({ ok: true, value: null });
});

const LIST = { by: 'here', text: '', hideExcluded: false, since: null, measure: 'used', most: 50 } as const;

test('a view stays at its place, and at the folder above where that is gone', async () => {
  const tree = await service.scan();
  const { node } = await service.box(tree, '2024');
  await service.view({ tree, node });
  const videos = await service.box(tree, 'videos');
  await service.view({ tree, node });
  write('videos/0/first.mkv', 10);
  const next = await lookAgain(tree, videos.node);
  const last = service.changes.at(-1);
  expect(last?.view?.path.map(({ name }) => name)).toEqual([sandbox.source, 'videos', '2024']);
  expect(last?.state.at).toBe(last?.view?.request.node);
  rmSync(join(sandbox.source, 'videos'), { recursive: true });
  await lookAgain(next, (await service.box(next, 'videos')).node);
  expect(await names(service.state.tree ?? 0)).not.toContain('videos');
  expect(service.state.sums?.all).toBe(du());
});

test('a file with a name in either part is counted once, whichever of them is looked at again', async () => {
  linkSync(join(sandbox.source, 'videos/b.mkv'), join(sandbox.source, 'letters/again.mkv'));
  let tree = await service.scan();
  expect(service.state.sums?.all).toBe(du());
  for (const name of ['letters', 'videos']) {
    tree = await lookAgain(tree, (await service.box(tree, name)).node);
    expect(service.state.sums?.all).toBe(du());
  }
  rmSync(join(sandbox.source, 'letters/again.mkv'));
  await lookAgain(tree, (await service.box(tree, 'letters')).node);
  expect(service.state.sums?.all).toBe(du());
});

test('a folder that has become a symbolic link is one: what it leads to is not looked at', async () => {
  const tree = await service.scan();
  const { node } = await service.box(tree, 'videos');
  rmSync(join(sandbox.source, 'videos'), { recursive: true });
  symlinkSync('/usr', join(sandbox.source, 'videos'));
  await lookAgain(tree, node);
  expect(service.state.sums?.all).toBe(du());
});

test('all of it can be looked at again; it is refused in a list, and for what is not there', async () => {
  const tree = await service.scan();
  const { lookedAt } = service.state;
  write('letters/three.txt', 700);
  const next = await lookAgain(tree, 0);
  expect(service.state.sums?.all).toBe(du());
  expect(service.state.lookedAt).toBeGreaterThan(lookedAt ?? 0);
  for (const wrong of [
    { tree, node: 0 },
    { tree: next, node: 10_000 },
  ]) {
    expect(await service.handlers['space.look-again'](wrong)).toMatchObject({
      failure: { code: 'request-refused' },
    });
  }
  const bytes = new Uint8Array(Buffer.from('40\t/srv/a\n52\t/srv\n'));
  const list = expectValue(
    await service.handlers['space.open-list']({ name: 'list', bytes, first: true, last: true }),
  );
  expect(await service.handlers['space.look-again']({ tree: Number(list), node: 0 })).toMatchObject({
    failure: { code: 'request-refused' },
  });
});
