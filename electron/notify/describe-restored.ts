/** What a restore has come to, for somebody who looks elsewhere by now. */
import type { RestoreRecord } from '../../shared/ipc-files';
import type { Language } from '../../shared/words/language';
import type { Notice } from './notice';

const NAMED = 3;

/** Names in a record are safe to show. */
export function describeRestored(language: Language, record: RestoreRecord): Notice {
  return { cause: 'restored', ...wordsOf(language, record), buttons: [], settledBy: null };
}

function wordsOf({ words }: Language, record: RestoreRecord): Pick<Notice, 'title' | 'body' | 'urgency'> {
  const { result, failure, placed, placedCount, refused, left } = record;
  const say = words.notices.restored;
  if (failure !== null) {
    const { sentence, nextStep } = words.failure(failure);
    return { title: say.failed, body: `${sentence}\n${nextStep}`, urgency: 'critical' };
  }
  const rest = placedCount - Math.min(NAMED, placed.length);
  const lines = [
    ...placed.slice(0, NAMED).map(({ as }) => as),
    ...(placedCount > NAMED ? [say.others(rest)] : []),
    ...(placedCount === 0 && left > 0 ? [say.nothingMissing] : []),
    ...(refused.length > 0 ? [say.refused(refused.length)] : []),
    ...(result === 'partial' ? [say.look] : []),
  ];
  const title = result === 'partial' ? say.partial : say.title;
  return { title, body: lines.join('\n'), urgency: 'normal' };
}
