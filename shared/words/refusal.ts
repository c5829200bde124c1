import type { Refusal } from '../restore-refusal';
import type { Messages } from './generated/messages';

/** Completes "could not be put back: ...". */
export function refusalIn(say: Messages['refusals'], refusal: Refusal): string {
  switch (refusal.kind) {
    case 'not-a-directory':
      return say[refusal.kind](refusal.as);
    case 'not-entered':
    case 'not-writable':
      return say[refusal.kind](refusal.directory);
    case 'system':
      return refusal.detail;
    default:
      return say[refusal.kind];
  }
}
