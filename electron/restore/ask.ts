/** Asks the host program, here or at the other end of a grant's connection, for the way back (shared/give-back.ts). */
import { parseAnswer, type Answer, type AnswerOf, type Question } from '../../shared/give-back';
import { failure, success, type Result } from '../../shared/result';
import { nameAnswer } from './name-answer';
import type { Source, StartedHost, StoreHere } from './source';
import { startHost } from './start-host';

/**
 * Tells each answer but the last. Ends with the signal.
 *
 * Fails with restore-no-machine, snapshot-not-there, restore-no-path and restore-unanswered; over a connection with
 * restore-not-covered, restore-grant-ended and restore-connection-lost as well.
 */
export function ask(
  source: Source,
  question: Question,
  onAnswer: (answer: Answer) => void,
  signal?: AbortSignal,
): Promise<Result<undefined>> {
  return source.kind === 'granted'
    ? source.ask(question, onAnswer, signal)
    : askHere(source, question, onAnswer, signal);
}

async function askHere(
  source: StoreHere,
  question: Question,
  onAnswer: (answer: Answer) => void,
  signal?: AbortSignal,
): Promise<Result<undefined>> {
  const { ready, ...plain } = source;
  const started = await (ready?.take(source) ?? startHost(source));
  const heard = await hear(started, question, onAnswer, { isLast: ready === undefined, signal });
  const { last, odd, lines } = heard;
  if (last !== undefined && odd === undefined && signal?.aborted !== true) {
    await ready?.giveBack(source, started);
  } else {
    await started.program.stop();
    // It had ended while it waited, which is seen a moment later than it happens.
    const isUnheard = ready !== undefined && lines === 0 && signal?.aborted !== true;
    const again = isUnheard ? await askHere(plain, question, onAnswer, signal) : undefined;
    ready?.prepare(source);
    if (again !== undefined) return again;
  }
  if (last?.answer === 'end' && odd === undefined) return success(undefined);
  if (last?.answer === 'failed') return failure(nameAnswer(source, last));
  const [words = 'it ended without an answer'] = odd === undefined ? started.said : [odd];
  return failure({ code: 'restore-unanswered', detail: heard.startError ?? words.slice(0, 1000) });
}

interface Heard {
  /** Undefined where it has ended without. */
  last: AnswerOf<'end' | 'failed'> | undefined;
  /** What is no answer. */
  odd: string | undefined;
  lines: number;
  startError: string | undefined;
}

/** Until it has answered, or has ended; where it is the last question, until it has ended. */
async function hear(
  started: StartedHost,
  question: Question,
  onAnswer: (answer: Answer) => void,
  { isLast, signal }: { isLast: boolean; signal: AbortSignal | undefined },
): Promise<Heard> {
  const { program } = started;
  const heard: Heard = { last: undefined, odd: undefined, lines: 0, startError: undefined };
  const stop = (): void => {
    void program.stop();
  };
  if (signal?.aborted === true) stop();
  signal?.addEventListener('abort', stop);
  const answered = new Promise<void>((resolve) => {
    started.onLine = (line) => {
      heard.lines += 1;
      const answer = parseAnswer(line);
      if (answer === undefined) heard.odd ??= line;
      else if (answer.answer !== 'end' && answer.answer !== 'failed') onAnswer(answer);
      else {
        heard.last = answer;
        if (!isLast) resolve();
      }
    };
  });
  program.stdin?.write(`${JSON.stringify(question)}\n`);
  if (isLast) program.stdin?.end();
  const ended = program.ended.then(async ({ startError }) => {
    heard.startError = startError;
    await started.output;
  });
  await Promise.race([answered, ended]);
  signal?.removeEventListener('abort', stop);
  return heard;
}

/** All answers of one kind. Fails as ask does. */
export async function askAll<K extends Answer['answer']>(
  source: Source,
  question: Question,
  kind: K,
  signal?: AbortSignal,
): Promise<Result<AnswerOf<K>[]>> {
  const answers: AnswerOf<K>[] = [];
  const asked = await ask(
    source,
    question,
    (answer) => {
      if (answer.answer === kind) answers.push(answer as AnswerOf<K>);
    },
    signal,
  );
  return asked.ok ? success(answers) : asked;
}
