/** What a host's refusal of a code means, or the end that it puts to a grant in use. */
import type { Failure } from '../../shared/failures';
import type { Refused } from '../../shared/give-back-channel';

export function nameRefusal(host: string, refused: Refused, isInUse: boolean): Failure {
  switch (refused.why) {
    case 'not-granted':
      return { code: 'restore-not-granted', host };
    case 'busy':
      return { code: 'restore-host-busy', host };
    case 'wrong-code':
      return { code: 'restore-code-wrong', host, left: refused.left };
    case 'voided':
      return { code: 'restore-grant-void', host };
    case 'used':
      return { code: 'restore-grant-used', host };
    case 'expired':
      return isInUse
        ? { code: 'restore-grant-ended', host, why: 'time' }
        : { code: 'restore-grant-expired', host };
    case 'revoked':
      return { code: 'restore-grant-ended', host, why: 'revoked' };
    case 'failed':
      return { code: 'restore-unanswered', detail: refused.detail };
  }
}
