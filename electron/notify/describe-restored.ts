/** What a restore has come to, for somebody who looks elsewhere by now. */
import { describeFailure } from '../../shared/describe-failure';
import type { RestoreRecord } from '../../shared/ipc-files';
import { formatCount } from '../../shared/words';
import type { Notice } from './notice';

const NAMED = 3;

/** Names in a record are safe to show. */
export function describeRestored(record: RestoreRecord): Notice {
  return { cause: 'restored', ...wordsOf(record), actions: [], settledBy: null };
}

function wordsOf(record: RestoreRecord): Pick<Notice, 'title' | 'body' | 'urgency'> {
  const { result, failure, placed, placedCount, refused, left } = record;
  if (failure !== null) {
    const { sentence, nextStep } = describeFailure(failure);
    return { title: 'Restore failed', body: `${sentence}\n${nextStep}`, urgency: 'critical' };
  }
  const rest = placedCount - Math.min(NAMED, placed.length);
  const lines = [
    ...placed.slice(0, NAMED).map(({ as }) => as),
    ...(placedCount > NAMED ? [`and ${formatCount(rest, 'other')}`] : []),
    ...(placedCount === 0 && left > 0 ? ['Nothing was missing.'] : []),
    ...(refused.length > 0 ? [`${formatCount(refused.length, 'item')} could not be put back.`] : []),
    ...(result === 'partial' ? ['Open Latchkey to see what is not as it was.'] : []),
  ];
  const title = result === 'partial' ? 'Files restored, but not in full' : 'Files restored';
  return { title, body: lines.join('\n'), urgency: 'normal' };
}
