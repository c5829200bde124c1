/** The engine, as a window can ask it. What comes over the bridge is unknown until a schema has looked at it. */
import * as z from 'zod';
import type { Failure } from '../../shared/failures';
import { failureSchema } from '../../shared/failures';
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
import type { Bridge } from '../../shared/ipc-bridge';

declare global {
  interface Window {
    readonly latchkey: Bridge;
  }
}

const refusalSchema = z.object({ ok: z.literal(false), failure: failureSchema });

/** Never rejects: whatever goes wrong is a failure in words. */
export async function request<C extends Channel>(channel: C, input: Input<C>): Promise<Answer<Output<C>>> {
  try {
    const answer = await window.latchkey.request(channel, input);
    const refusal = refusalSchema.safeParse(answer);
    if (refusal.success) return refusal.data;
    const granted = z.object({ ok: z.literal(true), value: ipcRequests[channel].output }).safeParse(answer);
    // The schema of this channel has just looked at it; the compiler cannot follow that through a lookup.
    if (granted.success) return { ok: true, value: granted.data.value as Output<C> };
    return defect(`the answer to "${channel}" is not what was agreed on`);
  } catch (error) {
    return defect(error instanceof Error ? error.message : String(error));
  }
}

/** Returns how to stop listening. An event that is none is passed over. */
export function listen<E extends EventName>(name: E, listener: (value: EventValue<E>) => void): () => void {
  return window.latchkey.listen((event, value) => {
    if (event !== name) return;
    const parsed = ipcEvents[name].safeParse(value);
    // As above: the schema of this event has looked at it.
    if (parsed.success) listener(parsed.data as EventValue<E>);
  });
}

function defect(detail: string): { ok: false; failure: Failure } {
  return { ok: false, failure: { code: 'internal', detail } };
}
