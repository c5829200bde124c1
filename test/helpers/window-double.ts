/**
 * A main process that is none: what a window asks is answered from memory. Every answer and event is put through the
 * contract's own schema first, so that the double cannot drift from what the real one would send.
 */
import type { Page } from 'playwright-core';
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
import { SPACE_PORT } from '../../shared/ipc-bridge';
import type { Choices } from '../../shared/choices';
import { failure, success } from '../../shared/result';

type Given<T> = Answer<T> | Promise<Answer<T>>;
export type Answers = { [C in Channel]?: (input: Input<C>) => Given<Output<C>> };

declare global {
  interface Window {
    /** Where the double calls the page's listeners. */
    tellLatchkey?: (event: string, value: unknown) => void;
  }
}

export class WindowDouble {
  readonly asked: { channel: string; input: unknown }[] = [];
  /** May be exchanged while the page is open. */
  answers: Answers;
  #page: Page | undefined;

  /** As the application keeps them: what is chosen is in the next page. */
  choices: Choices;

  constructor(answers: Answers, choices: Choices = {}) {
    this.choices = choices;
    this.answers = {
      'choice.keep': ({ name, value }) => {
        this.choices = { ...this.choices, [name]: value };
        return success(null);
      },
      ...answers,
    };
  }

  /** Before the page is opened. */
  async attach(page: Page): Promise<void> {
    this.#page = page;
    await page.exposeFunction('askLatchkeyDouble', (channel: string, input: unknown) =>
      this.answer(channel as Channel, input),
    );
    await page.addInitScript((portName) => {
      const listeners = new Set<(event: string, value: unknown) => void>();
      const ask = Reflect.get(window, 'askLatchkeyDouble') as (c: string, i: unknown) => Promise<unknown>;
      // The service's line: this page's end of it is handed over as the preload script does it.
      let line: MessagePort | undefined;
      const connect = (): void => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }: MessageEvent<{ id: number; name: string; input: unknown }>) => {
          void ask(data.name, data.input).then((answer) => {
            port1.postMessage({ id: data.id, answer });
          });
        };
        line = port1;
        window.postMessage(portName, window.location.origin, [port2]);
      };
      window.tellLatchkey = (event, value) => {
        if (event.startsWith('space.') || event.startsWith('excludes.')) line?.postMessage({ event, value });
        else for (const listener of listeners) listener(event, value);
      };
      Object.defineProperty(window, 'latchkey', {
        value: {
          request: async (channel: string, input: unknown) => {
            if (channel !== 'disk.connect') return ask(channel, input);
            connect();
            return { ok: true, value: null };
          },
          listen: (listener: (event: string, value: unknown) => void) => {
            listeners.add(listener);
            return () => listeners.delete(listener);
          },
        },
      });
    }, SPACE_PORT);
  }

  async answer(channel: Channel, input: unknown): Promise<Answer<unknown>> {
    this.asked.push({ channel, input });
    const asked = ipcRequests[channel].input.parse(input);
    // Each answer takes what its own channel's schema gives; the compiler cannot follow that through a lookup.
    const give = this.answers[channel] as ((input: unknown) => Given<unknown>) | undefined;
    if (give === undefined) {
      return failure({ code: 'request-refused', detail: `the double has no answer to "${channel}"` });
    }
    const given = await give(asked);
    return given.ok ? { ok: true, value: ipcRequests[channel].output.parse(given.value) } : given;
  }

  async tell<E extends EventName>(event: E, value: EventValue<E>): Promise<void> {
    if (this.#page === undefined) throw new Error('the double has no page yet');
    const told = ipcEvents[event].parse(value);
    await this.#page.evaluate(
      ([name, sent]) => {
        window.tellLatchkey?.(name, sent);
      },
      [event, told] as const,
    );
  }

  /** How often this was asked. */
  count(channel: Channel): number {
    return this.asked.filter((one) => one.channel === channel).length;
  }
}
