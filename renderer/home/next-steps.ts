/** Which of the person's own files the next step of a failure is about. The others are tried again, or looked into. */
import type { FailureCode } from '../../shared/failures';
import type { Input } from '../../shared/ipc';

export const FILE_TO_OPEN: Partial<Record<FailureCode, Input<'desktop.open'>>> = {
  'address-mismatch': 'settings-file',
  'connect-back-failed': 'settings-file',
  'laptop-key-mismatch': 'settings-file',
  'settings-broken': 'settings-file',
  'settings-newer': 'settings-file',
  'settings-changed': 'settings-file',
  'root-unreadable': 'settings-file',
  'port-taken': 'settings-file',
  'callback-missing': 'settings-file',
  'exclude-list-unreadable': 'exclude-file',
  'exclude-list-changed': 'exclude-file',
  'store-inside-root': 'exclude-file',
};

/** Failures whose own sentence already says that nothing is lost. */
export const SAYS_WHAT_IS_KEPT: ReadonlySet<FailureCode> = new Set(['store-full', 'transfer-interrupted']);
