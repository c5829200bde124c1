/** One line about a run: what it moved, or why it did not. Pure. */
import type { Outcome } from '../../shared/outcome';
import type { Language } from '../../shared/words/language';

export function summaryOf({ words, formats }: Language, run: Outcome): string {
  switch (run.result) {
    case 'completed':
    case 'partial': {
      if (run.acknowledged === undefined) return words.home.noDetails;
      const { totals } = run.acknowledged;
      return [
        formats.bytes(totals.transferredBytes),
        words.history.changedFiles(totals.transferredFiles),
        formats.duration(totals.seconds),
      ].join(' · ');
    }
    case 'failed':
      return words.failure(run.failure).sentence;
    case 'cancelled':
      return words.history.cancelReason(run.reason);
    case 'skipped':
      return words.skip(run.skip).because;
  }
}
