/** Lines of a person at this terminal, or of a script's standard input: one reader, as what waits in it is lost with it. */
import { createInterface } from 'node:readline/promises';

/** Far above what a code has. */
const LONGEST = 200;

export interface Answers {
  /** The next line, without what is around it; undefined where there is none, or nobody to ask. */
  ask: (prompt: string) => Promise<string | undefined>;
  close: () => void;
}

/** @param from `ask`: of a person, who sees the prompt on stderr; `stdin`: whatever is there */
export function openAnswers(from: 'ask' | 'stdin'): Answers {
  const isNobody = from === 'ask' && (!process.stdin.isTTY || !process.stderr.isTTY);
  const lines = isNobody ? undefined : createInterface({ input: process.stdin });
  const each = lines?.[Symbol.asyncIterator]();
  return {
    ask: async (prompt) => {
      if (each === undefined) return undefined;
      if (from === 'ask') process.stderr.write(prompt);
      const { value, done } = (await each.next()) as IteratorResult<string, undefined>;
      return done === true ? undefined : value.trim().slice(0, LONGEST) || undefined;
    },
    close: () => {
      lines?.close();
      if (lines !== undefined) process.stdin.destroy();
    },
  };
}
