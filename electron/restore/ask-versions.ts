import type { Answer, AnswerOf } from '../../shared/give-back';
import { success, type Result } from '../../shared/result';
import { ask } from './ask';
import type { Source } from './source';

type PlainVersion = Omit<AnswerOf<'plain-version'>, 'answer'>;

/** The versions of a path without their modes and owners, which a host of before tells as well; the oldest first. Fails as ask does. */
export async function askVersions(
  source: Source,
  path: string,
  signal?: AbortSignal,
): Promise<Result<PlainVersion[]>> {
  const versions: PlainVersion[] = [];
  const note = (answer: Answer): void => {
    if (answer.answer === 'plain-version' || answer.answer === 'version') versions.push(answer);
  };
  const asked = await ask(source, { ask: 'versions', path, plain: true }, note, signal);
  return asked.ok ? success(versions) : asked;
}
