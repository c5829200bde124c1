import type { RunWarning } from '../run-warning';
import type { Messages } from './generated/messages';

export function warningIn(say: Messages['warnings'], warning: RunWarning): string {
  switch (warning.kind) {
    case 'same-disk':
      return say[warning.kind](warning.store, warning.root);
    case 'same-machine':
      return say[warning.kind](warning.host);
    case 'nested-roots':
      return say[warning.kind](warning.inner, warning.outer);
    case 'after-command-failed':
      return say[warning.kind](warning.program, warning.detail);
    case 'not-told':
      return say[warning.kind](warning.monitor, warning.what, warning.detail);
    case 'not-confined':
    case 'confinement-off':
      return say[warning.kind];
    case 'no-log':
    case 'no-history':
    case 'list-not-noted':
    case 'store-not-noted':
      return say[warning.kind](warning.detail);
    case 'name-not-kept':
      return say[warning.kind](warning.name);
  }
}
