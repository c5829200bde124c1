/** The two ends of a contract: who answers it looks at what is asked, who asks looks at what is answered. */
import * as z from 'zod';
import { failureSchema } from './failures';
import { failure, success, type Result } from './result';

export type Contract = Readonly<Record<string, { input: z.ZodType; output: z.ZodType }>>;

/** What answers each request: checked values in, results out. */
export type Handlers<C extends Contract> = {
  [Name in keyof C]: (
    input: z.infer<C[Name]['input']>,
  ) => Result<z.infer<C[Name]['output']>> | Promise<Result<z.infer<C[Name]['output']>>>;
};

/** Never rejects. Refuses a name that the contract does not have, and a value that its schema does not take. */
export type AnswerRequest = (name: unknown, input: unknown) => Promise<Result<unknown>>;

export function answerRequests<C extends Contract>(contract: C, handlers: Handlers<C>): AnswerRequest {
  return async (name, input) => {
    const asked = typeof name === 'string' && Object.hasOwn(contract, name) ? contract[name] : undefined;
    if (asked === undefined) return refuse('there is no such request');
    const parsed = asked.input.safeParse(input);
    if (!parsed.success) return refuse(`"${String(name)}" came with a value that it does not take`);
    // Each handler takes what its own schema gives; the compiler cannot follow that through a lookup.
    const handle = handlers[name as keyof C] as (
      input: unknown,
    ) => Result<unknown> | Promise<Result<unknown>>;
    try {
      const result = await handle(parsed.data);
      return result.ok ? success(asked.output.parse(result.value)) : result;
    } catch (error) {
      return defect(error);
    }
  };
}

export function refuse(detail: string): Result<never> {
  return failure({ code: 'request-refused', detail });
}

/** What is wrong in us is told to the person as such, with what the error says. */
export function defect(error: unknown): Result<never> {
  return failure({ code: 'internal', detail: error instanceof Error ? error.message : String(error) });
}

const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), failure: failureSchema }),
]);

/**
 * What came as an answer, once a schema has looked at it.
 * @param name of what was asked, for the sentence where it is no answer
 */
export function takeAnswer<T extends z.ZodType>(
  name: string,
  output: T,
  answer: unknown,
): Result<z.infer<T>> {
  const given = answerSchema.safeParse(answer);
  if (given.success) {
    if (!given.data.ok) return given.data;
    const value = output.safeParse(given.data.value);
    if (value.success) return success(value.data);
  }
  return defect(`the answer to "${name}" is not what was agreed on`);
}
