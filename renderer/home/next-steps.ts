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

/** Failures of the way to the host and back, which the check looks at link by link. */
export const TESTED_BY_THE_CHECK: ReadonlySet<FailureCode> = new Set([
  'host-unreachable',
  'host-key-not-trusted',
  'host-login-refused',
  'host-program-not-installed',
  'host-program-missing',
  'host-failed',
  'tunnel-refused',
  'connect-back-failed',
  'callback-missing',
  'address-mismatch',
  'laptop-key-mismatch',
  'store-missing',
  'store-unusable',
  'program-missing',
  'port-taken',
]);
