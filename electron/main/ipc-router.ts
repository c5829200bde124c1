/** Takes what windows ask, and answers. It refuses whatever it is not sure of. */
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import type * as z from 'zod';
import { answerRequests, refuse, type Handlers as HandlersOf } from '../../shared/answer-requests';
import { mainEvents, mainRequests } from '../../shared/ipc';
import { EVENT_CHANNEL, REQUEST_CHANNEL } from '../../shared/ipc-bridge';
import { ORIGIN } from './own-pages';

export type Handlers = HandlersOf<typeof mainRequests>;
export type MainEvent = keyof typeof mainEvents;
export type MainEventValue<E extends MainEvent> = z.infer<(typeof mainEvents)[E]>;

/** @param ours whether these contents belong to a window of ours */
export function routeRequests(handlers: Handlers, ours: (contentsId: number) => boolean): void {
  const answer = answerRequests(mainRequests, handlers);
  ipcMain.handle(REQUEST_CHANNEL, (event, channel: unknown, input: unknown) =>
    isTrusted(event, ours) ? answer(channel, input) : refuse('it came from somewhere else'),
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

/** Tells the window something that it did not ask for. */
export function tellWindow<E extends MainEvent>(
  window: BrowserWindow,
  name: E,
  value: MainEventValue<E>,
): void {
  if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, name, mainEvents[name].parse(value));
}
