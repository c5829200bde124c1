/** The engine, as a window can ask it. What comes over the bridge is unknown until a schema has looked at it. */
import * as z from 'zod';
import type { Failure } from '../../shared/failures';
import { failureSchema } from '../../shared/failures';
import type { Answer, Channel, EventName, EventValue, Input, Output } from '../../shared/ipc';
import type * as Contract from '../../shared/ipc';
import type { Bridge } from '../../shared/ipc-bridge';
import { homeEvents, homeRequests } from '../../shared/ipc-home';

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

const refusalSchema = z.object({ ok: z.literal(false), failure: failureSchema });

/** Never rejects: whatever goes wrong is a failure in words. */
export async function request<C extends Channel>(channel: C, input: Input<C>): Promise<Answer<Output<C>>> {
  try {
    const answer = await window.latchkey.request(channel, input);
    const refusal = refusalSchema.safeParse(answer);
    if (refusal.success) return refusal.data;
    const output = await outputOf(channel);
    const granted = z.object({ ok: z.literal(true), value: output }).safeParse(answer);
    // The schema of this channel has just looked at it; the compiler cannot follow that through a lookup.
    if (granted.success) return { ok: true, value: granted.data.value as Output<C> };
    return defect(`the answer to "${channel}" is not what was agreed on`);
  } catch (error) {
    return defect(error instanceof Error ? error.message : String(error));
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
  const stop = window.latchkey.listen((event, value) => {
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

function defect(detail: string): { ok: false; failure: Failure } {
  return { ok: false, failure: { code: 'internal', detail } };
}
