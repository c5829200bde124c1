/** What was refused, with a next step that can be taken in this window. */
import type { Failure } from '../../shared/failures';
import type { Words } from '../../shared/words/catalogue';

export function sayFailure(words: Words, failure: Failure): { sentence: string; nextStep: string } {
  const said = words.failure(failure);
  return { ...said, nextStep: words.files.next[failure.code] ?? said.nextStep };
}
