/** The engine, as a window can ask it. What comes over the bridge is unknown until a schema has looked at it. */
import type * as z from 'zod';
import { defect, takeAnswer } from '../../shared/answer-requests';
import type { Answer, Channel, EventName, EventValue, Input, Output } from '../../shared/ipc';
import type * as Contract from '../../shared/ipc';
import { isServiceName, type Bridge } from '../../shared/ipc-bridge';
import { homeEvents, homeRequests } from '../../shared/ipc-home';
import { spaceLine } from './space-line';

declare global {
  interface Window {
    readonly latchkey: Bridge;
  }
}

let loaded: Promise<typeof Contract> | undefined;

/**
 * Home is painted before the other views' schemas are made: that takes longer than all checks of a session. One promise,
 * so that an answer is never looked at before the events that came ahead of it.
 */
const contract = (): Promise<typeof Contract> => (loaded ??= import('../../shared/ipc'));

/** Never rejects: whatever goes wrong is a failure in words. */
export async function request<C extends Channel>(channel: C, input: Input<C>): Promise<Answer<Output<C>>> {
  try {
    const answer = await (isServiceName(channel)
      ? spaceLine.ask(channel, input)
      : window.latchkey.request(channel, input));
    const output = await outputOf(channel);
    // The schema of this channel has just looked at it; the compiler cannot follow that through a lookup.
    return takeAnswer(channel, output, answer) as Answer<Output<C>>;
  } catch (error) {
    return defect(error);
  }
}

/** Returns how to stop listening. An event that is none is passed over. */
export function listen<E extends EventName>(name: E, listener: (value: EventValue<E>) => void): () => void {
  let listening = true;
  const hear = (schema: z.ZodType, value: unknown): void => {
    const parsed = schema.safeParse(value);
    // As above: the schema of this event has looked at it.
    if (listening && parsed.success) listener(parsed.data as EventValue<E>);
  };
  const from = isServiceName(name) ? spaceLine : window.latchkey;
  const stop = from.listen((event, value) => {
    if (event !== name) return;
    if (isHome(homeEvents, name)) hear(homeEvents[name], value);
    else
      void contract().then(({ ipcEvents }) => {
        hear(ipcEvents[name], value);
      });
  });
  return () => {
    listening = false;
    stop();
  };
}

async function outputOf(channel: Channel): Promise<z.ZodType> {
  return isHome(homeRequests, channel)
    ? homeRequests[channel].output
    : (await contract()).ipcRequests[channel].output;
}

function isHome<T extends object>(part: T, name: PropertyKey): name is keyof T {
  return Object.hasOwn(part, name);
}
