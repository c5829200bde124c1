/** What passes through a message port: numbered questions one way, their answers and news the other. */
import * as z from 'zod';
import type { AnswerRequest } from './answer-requests';
import type { Failure } from './failures';
import { failure } from './result';

/** Whatever carries messages between two processes. */
export interface Port {
  post: (message: unknown) => void;
  listen: (listener: (message: unknown) => void) => void;
}

const questionSchema = z.object({ id: z.int(), name: z.string(), input: z.unknown() });
const answerSchema = z.object({ id: z.int(), answer: z.unknown() });
const newsSchema = z.object({ event: z.string(), value: z.unknown() });

/** Answers every question that comes. What is none is passed over: nobody else can send here, and nothing is guessed at. */
export async function answerQuestion(
  port: Pick<Port, 'post'>,
  answer: AnswerRequest,
  message: unknown,
): Promise<void> {
  const question = questionSchema.safeParse(message);
  if (!question.success) return;
  const { id, name, input } = question.data;
  port.post({ id, answer: await answer(name, input) });
}

/** Tells the other end something that it did not ask for. */
export function tellNews(port: Port, event: string, value: unknown): void {
  port.post({ event, value });
}

/** The end that asks. Each answer is still unknown: who asked looks at it (answer-requests.ts). */
export class PortQuestions {
  readonly #port: Pick<Port, 'post'>;
  readonly #waiting = new Map<number, (answer: unknown) => void>();
  #count = 0;

  constructor(port: Pick<Port, 'post'>) {
    this.#port = port;
  }

  ask(name: string, input: unknown): Promise<unknown> {
    this.#count += 1;
    const id = this.#count;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#port.post({ id, name, input });
    });
  }

  /** @returns news as they are, `answer` where it was one, undefined where it was neither */
  take(message: unknown): { event: string; value: unknown } | 'answer' | undefined {
    const answered = answerSchema.safeParse(message);
    if (!answered.success) return newsSchema.safeParse(message).data;
    const { id, answer } = answered.data;
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
    return 'answer';
  }

  /** Nobody is left waiting for an answer that will not come. */
  giveUp(why: Failure): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const settle of waiting) settle(failure(why));
  }
}
