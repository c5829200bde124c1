/** Who is told of backups, and when, while it is being written. Pure. */
import type { Settings } from '../../shared/settings';
import { textOrNone, wholeNumber, type Written } from './read-change';

export interface TellingDraft {
  notifications: boolean;
  overdueDays: string;
  ping: string;
}

export function tellingDraftOf({ notifications, overdueDays, ping }: Settings): TellingDraft {
  return { notifications, overdueDays: String(overdueDays), ping: ping ?? '' };
}

export function tellingIn({ notifications, overdueDays, ping }: TellingDraft): Written {
  return {
    part: 'telling',
    value: { notifications, overdueDays: wholeNumber(overdueDays), ping: textOrNone(ping) },
  };
}
