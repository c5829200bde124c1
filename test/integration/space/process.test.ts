import { spawnSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SpaceServiceClient, type SpaceServicePort } from '../../../electron/main/space-service-client';
import { takeAnswer } from '../../../shared/answer-requests';
import { serviceRequests } from '../../../shared/ipc-service';
import { success } from '../../../shared/result';
import { ServiceLine } from '../../../shared/service-line';
import { Sandbox } from '../../helpers/sandbox';
import { expectValue, rowsOf, ServiceUnderTest } from '../../helpers/space-service';
import { until } from '../../helpers/until';

/** Large enough on any machine that a scan of it can be watched and stopped. */
const LARGE = '/usr';

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

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** With Node's own calls, so that a scan lasts. */
async function scanSlowly(): Promise<number> {
  service.environment.LATCHKEY_USAGE_ENGINE = 'node';
  service.folder = LARGE;
  // A window looks first: from then on it is told.
  expectValue(await service.handlers['space.state'](null));
  const chosen = expectValue(await service.handlers['disk.choose-folder'](null));
  return expectValue(await service.handlers['disk.scan-folder']({ token: chosen?.token ?? '' }));
}

test('while it scans it tells how far it is, and shows what it has', async () => {
  const tree = await scanSlowly();
  expect(service.state.phase).toBe('scanning');
  void service.handlers['space.view']({
    ...{ tree, node: 0, columns: 4, height: 500 },
    ...{ measure: 'used', order: 'largest', hideExcluded: false, since: null },
  });
  await service.settled();
  const live = service.changes.filter(({ state, view }) => state.phase === 'scanning' && view !== null);
  expect(live.length).toBeGreaterThan(0);
  const entries = service.changes.map(({ state }) => state.entries);
  expect(entries).toEqual([...entries].sort((a, b) => a - b));
  const last = service.changes.at(-1);
  expect(last?.state.sums?.all).toBe(
    // Some of it only root may read: du says so and counts the rest, as we do.
    Number(spawnSync('du', ['-sk', LARGE], { encoding: 'utf8' }).stdout.split('\t')[0]) * 1024,
  );
  expect(last?.view && rowsOf(last.view)[0]).toMatchObject({ name: LARGE, size: last?.state.sums?.all });
});

test('it stops in the middle, and what has been seen stays', async () => {
  const tree = await scanSlowly();
  await until(
    () => service.state.entries > 0,
    () => 'no progress',
  );
  expectValue(await service.handlers['space.cancel'](null));
  await until(
    () => service.state.phase !== 'scanning',
    () => service.state.phase,
  );
  // Not "done": it did not look at the rest first.
  expect(service.state.phase).toBe('stopped');
  expect(service.state.origin).toEqual({ kind: 'scan', roots: [LARGE], disk: null });
  expect((await service.view({ tree })).boxes.node.length).toBeGreaterThan(1);
  // Looked at again, it is all there.
  expectValue(await service.handlers['space.scan']({ what: 'again' }));
  await service.settled();
  expect(service.state).toMatchObject({ phase: 'done', origin: { roots: [LARGE] } });
});

test('closed in the middle of a scan it is gone, and starts anew when it is asked again', async () => {
  await scanSlowly();
  const { pid } = service;
  expect(isAlive(pid)).toBe(true);
  await service.close();
  expect(isAlive(pid)).toBe(false);
  expect(expectValue(await service.handlers['space.state'](null))).toMatchObject({
    tree: null,
    phase: 'none',
  });
  expect(service.pid).not.toBe(pid);
});

test('killed, it leaves nobody waiting', async () => {
  await scanSlowly();
  const waiting = service.handlers['space.list']({
    ...{ tree: 1, node: 0, by: 'types', text: '', hideExcluded: false, since: null },
    ...{ measure: 'used', most: 50 },
  });
  process.kill(service.pid, 'SIGKILL');
  const answer = await waiting;
  if (!answer.ok) expect(answer.failure).toEqual({ code: 'usage-service-ended' });
  await until(
    () => !isAlive(service.pid),
    () => 'still there',
  );
  // The window is told, also when it was not waiting for anything.
  expect(service.state).toMatchObject({ tree: null, phase: 'none' });
  expect((await service.handlers['space.state'](null)).ok).toBe(true);
});

test('when its parent goes without a word it ends as well', async () => {
  await scanSlowly();
  const child = service.children.at(-1);
  child?.disconnect();
  await until(
    () => !isAlive(service.pid),
    () => 'still there',
  );
});

test('it passes over what is no message, and refuses values that are none', async () => {
  await service.scan();
  const child = service.children.at(-1);
  for (const message of [null, 7, 'stop', { type: 'end' }, { id: 'x', name: 'path', input: null }]) {
    child?.send(message as never);
    child?.send({ window: message });
  }
  const answers: unknown[] = [];
  child?.on('message', (message) => answers.push(message));
  // `toString`: what every object has is in no contract. `path`: no window learns where something is.
  for (const [id, name, input] of [
    [9001, 'toString', null],
    [9002, 'space.view', { tree: 1, node: -1, columns: 900 }],
    [9003, 'space.open-list', { name: 'x', bytes: [1, 2], first: true, last: true }],
    [9004, 'path', { tree: 1, node: 0 }],
    [9005, 'scan-folders', { what: 'path', path: '/etc' }],
  ] as const) {
    child?.send({ window: { id, name, input } });
  }
  child?.send({ id: 9006, name: 'scan-folders', input: { what: 'path', path: 'etc' } });
  await until(
    () => answers.length === 6,
    () => JSON.stringify(answers),
  );
  const refused = { answer: { ok: false, failure: { code: 'request-refused' } } };
  for (const answer of answers.slice(0, 5)) expect(answer).toMatchObject({ window: refused });
  expect(answers[5]).toMatchObject(refused);
  expect((await service.handlers['space.state'](null)).ok).toBe(true);
});

test('a service that says something else than was agreed on is not believed', async () => {
  const events = new EventEmitter();
  let killed = 0;
  const mad: SpaceServicePort = {
    post: () => undefined,
    onMessage: (listener) => events.on('message', listener),
    onExit: () => undefined,
    connectWindow: () => true,
    kill: () => (killed += 1),
  };
  const client = new SpaceServiceClient(() => mad);
  const asked = client.ask('path', { tree: 1, node: 0 });
  events.emit('message', { id: 1, answer: { ok: true, value: { tree: 'first' } } });
  expect(await asked).toMatchObject({ ok: false, failure: { code: 'internal' } });
  const second = client.ask('path', { tree: 1, node: 0 });
  events.emit('message', { event: 'space.changed', value: { state: {}, view: null } });
  expect(await second).toEqual({ ok: false, failure: { code: 'usage-service-ended' } });
  expect(killed).toBe(1);
});

test('to a window neither: what it was not promised is no answer, and no news', async () => {
  let hear: (message: unknown) => void = () => undefined;
  const posted: unknown[] = [];
  const line = new ServiceLine(() =>
    Promise.resolve(success({ post: (sent) => posted.push(sent), listen: (listener) => (hear = listener) })),
  );
  const asked = line.ask('space.state', null);
  await until(
    () => posted.length === 1,
    () => 'nothing was asked',
  );
  const told: unknown[] = [];
  line.listen((event, value) => told.push([event, value]));
  for (const message of [null, 'end', { answer: 1 }, { id: '1', answer: {} }, { event: 7, value: 1 }]) {
    hear(message);
  }
  hear({ id: 1, answer: { ok: true, value: { tree: 'first' } } });
  expect(takeAnswer('space.state', serviceRequests['space.state'].output, await asked)).toMatchObject({
    failure: { code: 'internal' },
  });
  expect(told).toEqual([]);
});

test('a token that nobody was given opens nothing', async () => {
  const refused = await service.handlers['disk.scan-folder']({ token: '/etc' });
  expect(refused).toMatchObject({ failure: { code: 'request-refused' } });
});

function wholeList(name: string, text: string) {
  return { name, bytes: new TextEncoder().encode(text), first: true, last: true };
}

test('what du and ncdu wrote elsewhere opens in the same picture, and nothing can be left out in it', async () => {
  const own = await service.scan();
  const text = '40\t/srv/a\n8\t/srv/b/c\n12\t/srv/b\n56\t/srv\n';
  const tree = expectValue(
    await service.handlers['space.open-list'](wholeList('server.txt', text)),
  ) as number;
  expect(service.state).toMatchObject({
    origin: { kind: 'list', name: 'server.txt', passedOver: [] },
    excludes: 'not-set-up',
  });
  expect(service.state.sums).toEqual({ measure: 'used', all: 56 * 1024, judged: null });
  const { node, size } = await service.box(tree, 'b');
  expect(size).toBe(12 * 1024);
  const refused = await service.handlers['space.leave-out']({ tree, node, how: { kind: 'this' } });
  expect(refused).toMatchObject({ ok: true, value: { kind: 'not-possible' } });
  const unreadable = await service.handlers['space.open-list'](wholeList('x', '{"a":1}'));
  expect(unreadable).toMatchObject({ failure: { code: 'usage-list-unreadable' } });
  expect(service.state.tree).toBe(tree);
  expectValue(await service.handlers['space.close-list'](null));
  expect(service.state.tree).toBe(own);
  expect((await service.view({ tree: own })).path[0]?.name).toBe(sandbox.source);
});

test('without settings nothing is judged, and a folder can be looked at all the same', async () => {
  const fresh = new Sandbox();
  const unset = new ServiceUnderTest(fresh);
  try {
    expect(await unset.handlers['space.scan']({ what: 'roots' })).toMatchObject({
      failure: { code: 'settings-missing', path: join(fresh.config, 'settings.json') },
    });
    expectValue(await unset.handlers['space.scan']({ what: 'home' }));
    await unset.settled();
    expect(unset.state).toMatchObject({ excludes: 'not-set-up', sums: { judged: null } });
  } finally {
    await unset.close();
    fresh.remove();
  }
});

test('a list comes part by part, tells how far it is, and can be stopped; what was passed over is told', async () => {
  const own = await service.scan();
  const open = service.handlers['space.open-list'];
  const part = (text: string, first: boolean, last: boolean) =>
    open({ name: 'parts.txt', bytes: new TextEncoder().encode(text), first, last });
  expect(await part('you@host:~$ du -ak /srv\n40\t/sr', true, false)).toEqual({ ok: true, value: 'more' });
  const tree = expectValue(
    await part("v/a\ndu: cannot read directory '/srv/x': No\n56\t/srv\n", false, true),
  );
  expect(service.state).toMatchObject({ tree, phase: 'done', entries: 2, sums: { all: 56 * 1024 } });
  expect(service.state.origin).toMatchObject({
    passedOver: [
      { kind: 'prompt', lines: 1, firstLine: 1, first: 'you@host:~$ du -ak /srv' },
      { kind: 'complaint', lines: 1, firstLine: 3 },
    ],
  });

  let parts = 0;
  expectValue(await part('1\t/big/0\n', true, false));
  while (service.state.phase !== 'scanning') {
    const lines = Array.from({ length: 50_000 }, (_, index) => `1\t/big/${parts}/${index}\n`);
    expect(await part(lines.join(''), false, false)).toEqual({ ok: true, value: 'more' });
    parts += 1;
  }
  expect(service.state.origin).toMatchObject({ kind: 'list', name: 'parts.txt' });
  expect(service.state.entries).toBeGreaterThan(0);
  expectValue(await service.handlers['space.cancel'](null));
  expect(service.state).toMatchObject({ tree, phase: 'done' });
  expect(await part('1\t/big\n', false, true)).toEqual({ ok: true, value: 'stopped' });
  expect(service.state.tree).toBe(tree);

  // A bad part ends it at once, and what was shown before is shown again.
  let bad = await part('strange\n'.repeat(10_000), true, false);
  while (bad.ok && bad.value === 'more') bad = await part('strange\n', false, false);
  expect(bad).toMatchObject({ failure: { code: 'usage-list-unreadable' } });
  expect(await part('1\ta\n', false, true)).toEqual({ ok: true, value: 'stopped' });
  expectValue(await service.handlers['space.close-list'](null));
  expect(service.state.tree).toBe(own);
});
