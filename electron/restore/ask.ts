/** Asks the host program about a store of this machine, for the way back (shared/give-back.ts). */
import { asPlainNode } from '../../process/environment';
import { endOf, readLines } from '../../process/read-lines';
import { startProgram } from '../../process/start-program';
import type { Failure } from '../../shared/failures';
import { parseAnswer, type Answer, type AnswerOf, type Question } from '../../shared/give-back';
import { failure, success, type Result } from '../../shared/result';

/** A store of this machine, and how it is asked. */
export interface Source {
  store: string;
  machine: string;
  /** node, or an Electron that runs as node. */
  runtime: string;
  /** The host program's bundle. */
  host: string;
}

/** Two paths, each byte of them two, and JSON around it. */
const LONGEST_ANSWER = 128 * 1024;

/**
 * Tells each answer but the last. Ends with the signal.
 *
 * Fails with restore-no-machine, restore-no-snapshot, restore-no-path and restore-unanswered.
 */
export async function ask(
  source: Source,
  question: Question,
  onAnswer: (answer: Answer) => void,
  signal?: AbortSignal,
): Promise<Result<undefined>> {
  const program = await startProgram({
    file: source.runtime,
    args: [source.host, '--answer', '--store', source.store, '--machine', source.machine],
    env: asPlainNode(),
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(signal && { signal }),
  });
  program.stdin?.end(JSON.stringify(question));
  let last: AnswerOf<'end' | 'failed'> | undefined;
  const said: string[] = [];
  const output = endOf(program.stdout);
  readLines(
    program.stdout,
    'utf8',
    (line) => {
      const answer = parseAnswer(line);
      if (answer?.answer === 'end' || answer?.answer === 'failed') last = answer;
      else if (answer !== undefined) onAnswer(answer);
      else said.push(line);
    },
    LONGEST_ANSWER,
  );
  readLines(program.stderr, 'utf8', (line) => said.push(line));
  const { startError } = await program.ended;
  await output;
  if (last?.answer === 'end' && said.length === 0) return success(undefined);
  if (last?.answer === 'failed') return failure(nameFailure(source, last));
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

function nameFailure(source: Source, { why, detail }: AnswerOf<'failed'>): Failure {
  switch (why) {
    case 'no-machine':
      return { code: 'restore-no-machine', directory: source.store, machine: source.machine };
    case 'no-snapshot':
      return { code: 'snapshot-not-there', snapshot: detail, directory: source.store };
    case 'no-path':
      return { code: 'restore-no-path', path: textOf(detail), last: null };
    case 'other':
      return { code: 'restore-unanswered', detail };
  }
}

function textOf(path: string): string {
  return Buffer.from(path, 'latin1').toString('utf8');
}
