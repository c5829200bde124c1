/** Where the next step of a failure is taken: in a view of the window, or in the file itself. The others are tried again. */
import type { FailureCode } from '../../shared/failures';
import type { Input } from '../../shared/ipc';
import type { View } from '../../shared/views';

/** What a view can show and change. */
export const VIEW_TO_OPEN: Partial<Record<FailureCode, Extract<View, 'settings' | 'excludes'>>> = {
  'address-mismatch': 'settings',
  'connect-back-failed': 'settings',
  'laptop-key-mismatch': 'settings',
  'settings-changed': 'settings',
  'root-unreadable': 'settings',
  'port-taken': 'settings',
  'callback-missing': 'settings',
  'exclude-list-unreadable': 'excludes',
  'exclude-list-refused': 'excludes',
  'exclude-list-too-large': 'excludes',
  'exclude-list-changed': 'excludes',
  'store-inside-root': 'excludes',
};

/** What no view can read. */
export const FILE_TO_OPEN: Partial<Record<FailureCode, Input<'desktop.open'>>> = {
  'settings-broken': 'settings-file',
  'settings-newer': 'settings-file',
  'exclude-list-unreadable': 'exclude-file',
};

/** Failures whose own sentence already says that nothing is lost. */
export const SAYS_WHAT_IS_KEPT: ReadonlySet<FailureCode> = new Set([
  'store-full',
  'transfer-interrupted',
  'transfer-too-long',
]);

/** Failures of the way to the host and back, which the check looks at link by link. */
export const TESTED_BY_THE_CHECK: ReadonlySet<FailureCode> = new Set([
  'host-unreachable',
  'ssh-misconfigured',
  'ssh-failed',
  'host-key-not-trusted',
  'host-key-changed',
  'call-key-locked',
  'call-key-open',
  'host-login-refused',
  'host-program-not-installed',
  'host-login-is-shell',
  'host-node-missing',
  'host-node-too-old',
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
