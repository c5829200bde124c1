/** What it means when a question of the way back is answered by `failed`. */
import type { Failure } from '../../shared/failures';
import type { AnswerOf } from '../../shared/give-back';
import { bytesOf } from './bytes';
import { placeOf, type Source } from './source';

export function nameAnswer(source: Source, { why, detail }: AnswerOf<'failed'>): Failure {
  const directory = placeOf(source);
  switch (why) {
    case 'no-machine':
      return { code: 'restore-no-machine', directory, machine: source.machine };
    case 'no-snapshot':
      return { code: 'snapshot-not-there', snapshot: detail, directory };
    case 'no-path':
      return { code: 'restore-no-path', path: bytesOf(detail).toString('utf8'), last: null };
    case 'not-granted':
      return { code: 'restore-not-covered', host: directory, snapshot: detail };
    case 'other':
      return { code: 'restore-unanswered', detail };
  }
}
