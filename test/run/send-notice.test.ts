import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { describeGaps } from '../../electron/notify/notice-words';
import type { Notice } from '../../electron/notify/notice';
import { findNotificationServer, type NotificationServer } from '../../electron/notify/notification-server';
import { sendAndWait, sendNotice } from '../../electron/notify/send-notice';
import { sendPlain } from '../../electron/notify/send-plain';
import { safeSentence } from '../../shared/safe-text';
import { closeOnBus, type ShownNotice, showOnBus } from '../../electron/notify/show-on-bus';
import { shownText } from '../../electron/notify/shown-text';
import { startNotificationServer, type NotificationServer as Screen } from '../helpers/notification-server';
import { startDesktopBus, type DesktopBus } from '../helpers/private-desktop';
import { Sandbox } from '../helpers/sandbox';
import { ENGLISH } from '../helpers/spoken';

const NOTICE: Notice = {
  cause: '["failed"]',
  title: 'Backup failed',
  body: 'The disk is full.\nFree some space.',
  urgency: 'critical',
  buttons: [
    { action: 'show', label: 'Show' },
    { action: 'try-again', label: 'Try again' },
  ],
  settledBy: 'good',
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

const asItIs = {
  ...{ appName: 'Latchkey', icon: 'latchkey', summary: 'Backup failed', replacesId: 0, timeout: -1 },
  body: 'The disk is full.\nFree some space.',
};

describe('a notice without buttons', () => {
  test('is sent by notify-send, whatever the environment of this process', async () => {
    // As from cron, and with what node-notifier would act on.
    for (const name of ['DBUS_SESSION_BUS_ADDRESS', 'LANG', 'LC_ALL', 'XDG_RUNTIME_DIR'])
      vi.stubEnv(name, undefined);
    vi.stubEnv('PATH', sandbox.path);
    vi.stubEnv('DEBUG', 'notifier');
    const before = { ...process.env };
    try {
      const { screen, server } = await serve('actions', 'body', 'body-markup');
      const told = await sendNotice({ ...NOTICE, title: 'Größe „für“ 大' }, server);
      expect(told).toEqual({ result: 'told' });
      await screen.waitFor(() => true);
      expect(screen.shown()).toEqual([
        expect.objectContaining({ ...asItIs, summary: 'Größe „für“ 大', actions: [] }),
      ]);
      // libnotify names its own process, which is not this one.
      expect(screen.shown()[0]?.hints).toMatchObject({
        ...{ urgency: 2, category: 'transfer.error', 'desktop-entry': 'latchkey' },
      });
      expect(screen.shown()[0]?.hints['sender-pid']).not.toBe(process.pid);
      expect(process.env).toEqual(before);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('is one also for who would wait, where the server has none', async () => {
    const { screen, server } = await serve('body');
    expect(await sendAndWait({ ...NOTICE, urgency: 'normal' }, server)).toEqual({ result: 'told' });
    expect(await screen.waitFor(() => true)).toMatchObject({ actions: [], hints: { urgency: 1 } });
  });

  test('is the same over the bus, for machines without notify-send', async () => {
    const { screen, server } = await serve('body');
    const plain = {
      ...{ title: shownText(NOTICE.title), body: shownText(NOTICE.body), urgency: NOTICE.urgency },
    };
    expect(await sendPlain(plain, server)).toBe(true);
    expect(await showOnBus(plain, server)).toBe(true);
    await screen.waitFor(({ id }) => id === 2);
    const [sent, shown] = screen.shown().map(({ hints, ...rest }) => {
      return { ...rest, hints: { ...hints, 'sender-pid': 0 }, id: 0, sender: '' };
    });
    expect(shown).toEqual(sent);
  });

  test('was not told where the server has gone', async () => {
    const { screen, server } = await serve('actions', 'body');
    await screen.stop();
    expect(await sendNotice(NOTICE, server)).toEqual({ result: 'nobody-to-tell' });
    const plain = { title: shownText('a'), body: shownText('b'), urgency: 'normal' } as const;
    expect(await showOnBus(plain, server)).toBe(false);
    await bus.stop();
    expect(await sendNotice(NOTICE, server)).toEqual({ result: 'nobody-to-tell' });
    expect(await showOnBus(plain, server)).toBe(false);
  });
});

describe('a notice with buttons', () => {
  test.each([
    ['show', 'show'],
    ['try-again', 'try-again'],
    ['default', 'show'],
  ] as const)('tells that "%s" was pressed', async (pressed, action) => {
    const { screen, server } = await serve('actions', 'body');
    const telling = sendAndWait(NOTICE, server);
    const shown = await screen.waitFor(() => true);
    expect(shown).toMatchObject({
      ...asItIs,
      actions: [
        { key: 'default', label: 'Show' },
        { key: 'show', label: 'Show' },
        { key: 'try-again', label: 'Try again' },
      ],
      hints: { urgency: 2, category: 'transfer.error', 'desktop-entry': 'latchkey' },
    });
    await screen.invoke(shown.id, pressed);
    expect(await telling).toEqual({ result: 'told', action });
  });

  test('does not hear what is pressed on another', async () => {
    const { screen, server } = await serve('actions', 'body');
    const telling = sendAndWait(NOTICE, server);
    const shown = await screen.waitFor(() => true);
    await screen.invoke(shown.id + 1, 'try-again');
    await screen.invoke(shown.id, 'show');
    expect(await telling).toEqual({ result: 'told', action: 'show' });
  });

  test('that is closed was told', async () => {
    const { screen, server } = await serve('actions', 'body');
    const telling = sendAndWait(NOTICE, server);
    await screen.close((await screen.waitFor(() => true)).id);
    expect(await telling).toEqual({ result: 'told' });
  });

  test('stays without its buttons when nobody waits for them any more', async () => {
    const { screen, server } = await serve('actions', 'body');
    expect(await sendAndWait(NOTICE, server, { limitMs: 300 })).toEqual({ result: 'told' });
    await screen.waitFor(({ replacesId }) => replacesId === 1);
    const [first, second] = screen.shown();
    if (second !== undefined) await vi.waitUntil(async () => !(await screen.isWaitedFor(second)));
    expect(first?.actions).toHaveLength(3);
    expect(second).toMatchObject({ ...asItIs, replacesId: first?.id, id: first?.id, actions: [] });
    expect(screen.shown()).toHaveLength(2);
  });

  test('is let go of at an abort, before and while it is shown', async () => {
    const { screen, server } = await serve('actions', 'body');
    const stop = new AbortController();
    const telling = sendAndWait(NOTICE, server, { signal: stop.signal });
    await screen.waitFor(() => true);
    stop.abort();
    expect(await telling).toEqual({ result: 'told' });
    expect(await screen.waitFor(({ replacesId }) => replacesId === 1)).toMatchObject({ actions: [] });
    expect(await sendAndWait(NOTICE, server, { signal: stop.signal })).toEqual({ result: 'told' });
    expect(await screen.waitFor(({ id }) => id === 2)).toMatchObject({ replacesId: 0, actions: [] });
  });

  test('was not told where the server has gone', async () => {
    const { screen, server } = await serve('actions', 'body');
    await screen.stop();
    expect(await sendAndWait(NOTICE, server)).toEqual({ result: 'nobody-to-tell' });
  });

  test.each(['server', 'session'] as const)('ends with its %s', async (which) => {
    const { screen, server } = await serve('actions', 'body');
    const telling = sendAndWait(NOTICE, server);
    await screen.waitFor(() => true);
    await (which === 'server' ? screen : bus).stop();
    // It was on the screen: the next session is not told the same.
    expect(await telling).toEqual({ result: 'told' });
  });

  test('is taken back by its number, and never another server’s of the same number', async () => {
    const { screen: first, server } = await serve('actions', 'body');
    let known: ShownNotice | undefined;
    const onShown = (shown: ShownNotice): Promise<void> => {
      known = shown;
      return Promise.resolve();
    };
    const telling = sendAndWait(NOTICE, server, { onShown });
    await first.waitFor(() => true);
    await vi.waitUntil(() => known !== undefined);
    const theirs = known === undefined ? [] : [known];
    await closeOnBus(bus.address, theirs);
    expect(await telling).toEqual({ result: 'told' });
    await vi.waitUntil(() => first.closeAsked().length > 0);
    expect(first.closeAsked()).toEqual([1]);
    await first.stop();

    const { screen: second } = await serve('actions', 'body');
    await closeOnBus(bus.address, theirs);
    await closeOnBus(`unix:path=${sandbox.path}/none`, theirs);
    expect(second.closeAsked()).toEqual([]);
  });
});

describe('a hostile file name', () => {
  const names = [
    '-u',
    '-',
    '--',
    '',
    '!!',
    `it's`,
    '\\',
    '\\"$(id)\\\\"',
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
    const body = describeGaps(ENGLISH, {
      ...{ snapshot: 's', base: null, vanished: 0, unreadable: { count: 1, paths: [name] } },
      totals: { files: 1, bytes: 1, transferredFiles: 1, transferredBytes: 1, seconds: 1 },
    }).body;
    expect(await sendNotice({ ...NOTICE, body, title: name }, server)).toEqual({ result: 'told' });
    const { summary, body: shown } = await screen.waitFor(() => true);
    expect(summary).toBe(shownText(safeSentence(name)));
    expect(shown).not.toMatch(/<|>|&(?!amp;|lt;|gt;)/);
    const read = shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    expect(read).toBe(Buffer.from(body).toString());
    expect(read.split('\n')).toHaveLength(2);
  });

  test('is not escaped for a server that reads no markup', async () => {
    const { screen, server } = await serve('body');
    await sendNotice({ ...NOTICE, body: 'a < b & c' }, server);
    expect((await screen.waitFor(() => true)).body).toBe('a < b & c');
  });

  /** Each would make the file `ran` in the sandbox, where a shell or notify-send obeyed any of it. */
  const commands = (): string[] => {
    const run = `touch ${join(sandbox.path, 'ran')}`;
    return [
      ...[`$(${run})`, `\`${run}\``, `"; ${run}; "`, `'; ${run}; '`, `\n${run}\n`, `\r\n${run} #`],
      ...[`& ${run} &`, `| ${run}`, `|| ${run}`, `\\"; ${run}; \\"`, `\\\n${run}`, `\u0000; ${run}`],
      ...[`$\u007b${run}\u007d`, `<(${run})`, `\ud800"; ${run}; "\udfff`, `"$(${run})`, `\\$(${run})`],
      ...[`-c "${run}"`, `--\n"; ${run}; "`, `\\\\\`${run}\\\\\``],
    ];
  };

  test('starts nothing, as a title and as a body, and its words arrive', async () => {
    const { screen, server } = await serve('body');
    for (const [index, name] of commands().entries()) {
      expect(await sendNotice({ ...NOTICE, title: name, body: name }, server)).toEqual({ result: 'told' });
      expect(await screen.waitFor(({ id }) => id === index + 1)).toMatchObject({
        ...{ summary: shownText(safeSentence(name)), body: shownText(name) },
      });
    }
    expect(existsSync(join(sandbox.path, 'ran'))).toBe(false);
  });

  test('made of what shells and notify-send know arrives, whatever it is', async () => {
    const { screen, server } = await serve('body');
    const pieces = [
      '"',
      "'",
      '`',
      '$(',
      ')',
      '\\',
      '\n',
      '\r',
      '-',
      '--',
      ' ',
      ';',
      '&',
      '|',
      '!',
      '*',
      '%n',
      '\u0000',
    ];
    const word = fc.string({
      unit: fc.constantFrom(...pieces, '\u202e', '\ud83d', 'ä', '\\n', '\\x41', 'a'),
    });
    let count = 0;
    await fc.assert(
      fc.asyncProperty(word, word, async (title, body) => {
        count += 1;
        await sendNotice({ ...NOTICE, title, body }, server);
        expect(await screen.waitFor(({ id }) => id === count)).toMatchObject({
          ...{ summary: shownText(safeSentence(title)), body: shownText(body) },
        });
      }),
      { numRuns: 60 },
    );
  });
});
