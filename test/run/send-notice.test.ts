import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { userInfo } from 'node:os';
import { describeGaps } from '../../electron/notify/notice-words';
import type { Notice } from '../../electron/notify/notice';
import { findNotificationServer, type NotificationServer } from '../../electron/notify/notification-server';
import { sendNotice } from '../../electron/notify/send-notice';
import {
  notifySendsOn,
  startNotificationServer,
  type NotificationServer as Screen,
} from '../helpers/notification-server';
import { startDesktopBus, type DesktopBus } from '../helpers/private-desktop';
import { Sandbox } from '../helpers/sandbox';
import { until } from '../helpers/until';

const NOTICE: Notice = {
  cause: '["failed"]',
  title: 'Backup failed',
  body: 'The disk is full.\nFree some space.',
  urgency: 'critical',
  actions: ['show', 'try-again'],
};

let sandbox: Sandbox;
let bus: DesktopBus;
let screen: Screen | undefined;

beforeEach(async () => {
  sandbox = new Sandbox();
  bus = await startDesktopBus(sandbox, 'session');
});

afterEach(async () => {
  await screen?.stop();
  screen = undefined;
  await bus.stop();
  sandbox.remove();
});

async function serve(...capabilities: string[]): Promise<{
  screen: Screen;
  server: NotificationServer;
}> {
  screen = await startNotificationServer(bus, { capabilities });
  const server = await findNotificationServer({ DBUS_SESSION_BUS_ADDRESS: bus.address }, undefined);
  if (server === undefined) throw new Error('the server was not found');
  return { screen, server };
}

describe('the server', () => {
  test('is found where the socket is, with what it can do', async () => {
    const { server } = await serve('body', 'actions');
    expect(server).toEqual({ address: bus.address, actions: true, markup: false });
  });

  test('is missing where nobody shows notifications, or there is no bus', async () => {
    const find = (env: NodeJS.ProcessEnv) => findNotificationServer(env, undefined);
    expect(await find({ DBUS_SESSION_BUS_ADDRESS: bus.address })).toBeUndefined();
    expect(await find({ DBUS_SESSION_BUS_ADDRESS: `unix:path=${sandbox.path}/none` })).toBeUndefined();
    expect(await find({})).toBeUndefined();
    expect(await findNotificationServer({}, userInfo().uid + 100_000)).toBeUndefined();
  });
});

describe('a notice', () => {
  test('without anybody to act has no buttons, and is not waited for', async () => {
    const { screen, server } = await serve('actions', 'body', 'body-markup');
    expect(await sendNotice(NOTICE, server, { forAction: false })).toEqual({ result: 'told' });
    expect(screen.shown()).toEqual([
      expect.objectContaining({
        ...{ appName: 'Latchkey', icon: 'latchkey', summary: 'Backup failed', actions: [], replacesId: 0 },
        body: 'The disk is full.\nFree some space.',
      }),
    ]);
    expect(screen.shown()[0]?.hints).toMatchObject({
      ...{ urgency: 2, category: 'transfer.error', 'desktop-entry': 'latchkey' },
    });
  });

  test('has none either where the server has none', async () => {
    const { screen, server } = await serve('body');
    expect(await sendNotice({ ...NOTICE, urgency: 'normal' }, server, { forAction: true })).toEqual({
      result: 'told',
    });
    expect(screen.shown()[0]).toMatchObject({ actions: [], hints: { urgency: 1 } });
  });

  test.each([
    ['show', 'show'],
    ['try-again', 'try-again'],
    ['default', 'show'],
  ] as const)('tells that "%s" was pressed', async (pressed, action) => {
    const { screen, server } = await serve('actions', 'body');
    const telling = sendNotice(NOTICE, server, { forAction: true });
    const shown = await screen.waitFor(() => true);
    expect(shown.actions).toEqual([
      { key: 'default', label: 'Show' },
      { key: 'show', label: 'Show' },
      { key: 'try-again', label: 'Try again' },
    ]);
    await screen.invoke(shown.id, pressed);
    expect(await telling).toEqual({ result: 'told', action });
  });

  test('that is closed was told', async () => {
    const { screen, server } = await serve('actions', 'body');
    const telling = sendNotice(NOTICE, server, { forAction: true });
    await screen.close((await screen.waitFor(() => true)).id);
    expect(await telling).toEqual({ result: 'told' });
  });

  test('stays without its buttons when nobody waits for them any more', async () => {
    const { screen, server } = await serve('actions', 'body');
    expect(await sendNotice(NOTICE, server, { forAction: true, limitMs: 300 })).toEqual({ result: 'told' });
    const [first, second] = screen.shown();
    expect(second).toMatchObject({ replacesId: first?.id, summary: 'Backup failed', actions: [] });
    expect(screen.shown()).toHaveLength(2);
    expect(notifySendsOn(bus.address)).toEqual([]);
  });

  test('is let go of at an abort, before and while it is shown', async () => {
    const { screen, server } = await serve('actions', 'body');
    const stop = new AbortController();
    const telling = sendNotice(NOTICE, server, { forAction: true, signal: stop.signal });
    await screen.waitFor(() => true);
    stop.abort();
    expect(await telling).toEqual({ result: 'told' });
    expect(screen.shown().at(-1)).toMatchObject({ actions: [] });
    expect(notifySendsOn(bus.address)).toEqual([]);
  });

  test('was not told where the server has gone', async () => {
    const { screen, server } = await serve('actions', 'body');
    await screen.stop();
    expect(await sendNotice(NOTICE, server, { forAction: false })).toEqual({ result: 'nobody-to-tell' });
    expect(await sendNotice(NOTICE, server, { forAction: true })).toEqual({ result: 'nobody-to-tell' });
  });

  test('ends with the session', async () => {
    const { screen, server } = await serve('actions', 'body');
    const telling = sendNotice(NOTICE, server, { forAction: true });
    await screen.waitFor(() => true);
    await bus.stop();
    // It was on the screen: the next session is not told the same.
    expect(await telling).toEqual({ result: 'told' });
    await until(
      () => notifySendsOn(bus.address).length === 0,
      () => 'notify-send outlived the session',
    );
  });
});

describe('a hostile file name', () => {
  const names = [
    '-u',
    '--action=x=y',
    '<b>bold</b> & <a href="https://example.org">here</a>',
    String.raw`C:\new\table\101`,
    'one\ntwo\u0000three\u001b[31m',
    '\u202eexe.txt',
    '\ud800 half a character',
    '%s%n $(id) `id` "quoted"',
  ];

  test.each(names)('%j is shown as it is, and nothing else', async (name) => {
    const { screen, server } = await serve('actions', 'body', 'body-markup');
    const body = describeGaps({
      ...{ snapshot: 's', base: null, vanished: 0, unreadable: { count: 1, paths: [name] } },
      totals: { files: 1, bytes: 1, transferredFiles: 1, transferredBytes: 1, seconds: 1 },
    }).body;
    expect(
      await sendNotice({ ...NOTICE, body, title: name.slice(0, 2) }, server, { forAction: false }),
    ).toEqual({
      result: 'told',
    });
    const shown = screen.shown()[0]?.body ?? '';
    expect(shown).not.toMatch(/<|>|&(?!amp;|lt;|gt;)/);
    const read = shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    expect(read).toBe(Buffer.from(body).toString());
    expect(read.split('\n')).toHaveLength(2);
  });

  test('is not escaped for a server that reads no markup', async () => {
    const { screen, server } = await serve('body');
    await sendNotice({ ...NOTICE, body: 'a < b & c' }, server, { forAction: false });
    expect(screen.shown()[0]?.body).toBe('a < b & c');
  });
});
