/** Asks the host program, here or at the other end of a grant's connection, for the way back (shared/give-back.ts). */
import { parseAnswer, type Answer, type AnswerOf, type Question } from '../../shared/give-back';
import { failure, success, type Result } from '../../shared/result';
import { nameAnswer } from './name-answer';
import type { Source, StoreHere } from './source';
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
  const started = await (source.ready?.take(source) ?? startHost(source));
  const { program, said, output } = started;
  const stop = (): void => {
    void program.stop();
  };
  if (signal?.aborted === true) stop();
  signal?.addEventListener('abort', stop);
  let lines = 0;
  let last: AnswerOf<'end' | 'failed'> | undefined;
  started.onLine = (line) => {
    lines += 1;
    const answer = parseAnswer(line);
    if (answer?.answer === 'end' || answer?.answer === 'failed') last = answer;
    else if (answer !== undefined) onAnswer(answer);
    else said.push(line);
  };
  program.stdin?.end(JSON.stringify(question));
  const { startError } = await program.ended;
  await output;
  signal?.removeEventListener('abort', stop);
  const { ready, ...plain } = source;
  // It had ended while it waited, which is seen a moment later than it happens.
  const isUnheard = ready !== undefined && lines + said.length === 0 && signal?.aborted !== true;
  const again = isUnheard ? await askHere(plain, question, onAnswer, signal) : undefined;
  ready?.prepare(source);
  if (again !== undefined) return again;
  if (last?.answer === 'end' && said.length === 0) return success(undefined);
  if (last?.answer === 'failed') return failure(nameAnswer(source, last));
  const [words = 'it ended without an answer'] = said;
  return failure({ code: 'restore-unanswered', detail: startError ?? words.slice(0, 1000) });
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
