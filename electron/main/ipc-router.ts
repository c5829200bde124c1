/** Takes what windows ask, and answers. It refuses whatever it is not sure of. */
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import type { Failure } from '../../shared/failures';
import {
  ipcEvents,
  ipcRequests,
  type Answer,
  type Channel,
  type EventName,
  type EventValue,
  type Input,
  type Output,
} from '../../shared/ipc';
import { EVENT_CHANNEL, REQUEST_CHANNEL } from '../../shared/ipc-bridge';
import { failure, type Result } from '../../shared/result';
import { ORIGIN } from './own-pages';

export type Handlers = { [C in Channel]: (input: Input<C>) => Promise<Result<Output<C>>> };

/** @param ours whether these contents belong to a window of ours */
export function routeRequests(handlers: Handlers, ours: (contentsId: number) => boolean): void {
  ipcMain.handle(REQUEST_CHANNEL, (event, channel: unknown, input: unknown) =>
    isTrusted(event, ours) ? answer(handlers, channel, input) : refuse('it came from somewhere else'),
  );
}

/** Only the page itself, in a window of ours; no frame in it, and nothing that has navigated elsewhere. */
function isTrusted({ sender, senderFrame }: IpcMainInvokeEvent, ours: (id: number) => boolean): boolean {
  return (
    senderFrame !== null &&
    ours(sender.id) &&
    senderFrame === sender.mainFrame &&
    senderFrame.url.startsWith(`${ORIGIN}/`)
  );
}

/** Never rejects: a defect is an answer as well, and is told to the person as such. */
async function answer(handlers: Handlers, channel: unknown, input: unknown): Promise<Answer<unknown>> {
  if (!isChannel(channel)) return refuse('there is no such request');
  const { input: expected, output } = ipcRequests[channel];
  const parsed = expected.safeParse(input);
  if (!parsed.success) return refuse(`"${channel}" came with a value that it does not take`);
  // Each handler takes what its own schema gives; the compiler cannot follow that through a lookup.
  const handle = handlers[channel] as (input: unknown) => Promise<Result<unknown>>;
  try {
    const result = await handle(parsed.data);
    return result.ok ? { ok: true, value: output.parse(result.value) } : result;
  } catch (error) {
    return defect(error);
  }
}

/** Tells the window something that it did not ask for. */
export function tellWindow<E extends EventName>(window: BrowserWindow, name: E, value: EventValue<E>): void {
  if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, name, ipcEvents[name].parse(value));
}

function isChannel(channel: unknown): channel is Channel {
  return typeof channel === 'string' && Object.hasOwn(ipcRequests, channel);
}

function refuse(detail: string): Answer<never> {
  return failure<Failure>({ code: 'request-refused', detail });
}

function defect(error: unknown): Answer<never> {
  const detail = error instanceof Error ? error.message : String(error);
  return failure<Failure>({ code: 'internal', detail });
}
