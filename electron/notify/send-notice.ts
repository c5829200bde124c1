/** Shows one notice with notify-send(1) of libnotify, and tells what a person pressed where there are buttons. */
import { findProgram } from '../../process/find-program';
import { runProgram, type ShortRunResult } from '../../process/run-program';
import type { ProgramEnd } from '../../process/start-program';
import { ACTION_WORDS, type Notice, type NoticeAction, noticeActionSchema, type Telling } from './notice';
import type { NotificationServer } from './notification-server';
import { waitForPress } from './wait-for-press';

export interface Wait {
  /** Whether there is anybody to do what is pressed; without, the notice has no buttons and nothing is waited for. */
  forAction: boolean;
  /** How long the buttons stay. Default ten minutes. */
  limitMs?: number;
  signal?: AbortSignal;
}

const WAIT_MS = 10 * 60_000;
const SEND_MS = 10_000;

/** `told`, `nobody-to-tell` (the server went away meanwhile) or `not-installed`. Never rejects. */
export async function sendNotice(notice: Notice, server: NotificationServer, wait: Wait): Promise<Telling> {
  const file = findProgram('notify-send');
  if (file === undefined) return { result: 'not-installed' };
  // UTF-8, because the words are for people.
  const env = { DBUS_SESSION_BUS_ADDRESS: server.address, LC_ALL: 'C.UTF-8' };
  const run = (...args: string[]): Promise<ShortRunResult> =>
    runProgram({ file, args, env, timeoutMs: SEND_MS });
  const { stdout: help } = await run('--help');
  const words = noticeArguments(notice, server, help.includes('--app-name='));
  // The older notify-send of libnotify 0.7 has no actions.
  const hasButtons = wait.forAction && server.actions && help.includes('--action=');
  if (!hasButtons || wait.signal?.aborted === true) return tellingOf(await run(...words));

  const args = ['--print-id', ...actionArguments(notice.actions), ...words];
  const { end, lines, letGo } = await waitForPress({ file, args, env }, wait.limitMs ?? WAIT_MS, wait.signal);
  const [id = '', pressed] = lines;
  if (letGo && /^\d+$/.test(id)) {
    // Nobody would hear its buttons any more: it comes back without them, so that the news is not lost.
    await run(`--replace-id=${id}`, ...words);
  }
  // A signal of ours, or of GLib when the session ends, ended one that was on the screen by then.
  if (letGo || end.signal !== null) return { result: 'told' };
  const telling = tellingOf(end);
  const action = actionOf(pressed);
  return telling.result === 'told' && action !== undefined ? { ...telling, action } : telling;
}

function tellingOf({ status, startError }: ProgramEnd): Telling {
  if (startError !== undefined) return { result: 'not-installed' };
  return { result: status === 0 ? 'told' : 'nobody-to-tell' };
}

/** A press on the notification itself is the action "default", and shows. */
function actionArguments(actions: readonly NoticeAction[]): string[] {
  return [
    `--action=default=${ACTION_WORDS.show}`,
    ...actions.map((action) => `--action=${action}=${ACTION_WORDS[action]}`),
  ];
}

function actionOf(pressed: string | undefined): NoticeAction | undefined {
  return pressed === 'default' ? 'show' : noticeActionSchema.safeParse(pressed).data;
}

function noticeArguments(notice: Notice, server: NotificationServer, hasAppName: boolean): string[] {
  return [
    ...(hasAppName ? ['--app-name=Latchkey'] : []),
    '--icon=latchkey',
    '--category=transfer.error',
    '--hint=string:desktop-entry:latchkey',
    `--urgency=${notice.urgency}`,
    '--',
    notice.title,
    escapeBody(notice.body, server.markup),
  ];
}

/** notify-send turns `\n` and its like in a body into what they stand for (g_strcompress); the server may read markup. */
function escapeBody(body: string, markup: boolean): string {
  const literal = body.replaceAll('\\', '\\\\');
  if (!markup) return literal;
  return literal.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
