/** What looks wrong about a backup: one line, without a full stop. */
import type { Sign } from '../alarm';
import { sharePercent } from '../describe-alarm';
import type { Messages } from './generated/messages';

export function signIn(
  say: Messages['alarm']['sign'],
  percent: (percent: number) => string,
  { code, count, of = count, name = '' }: Sign,
): string {
  switch (code) {
    case 'root-empty':
      return say[code](count, name);
    case 'mostly-gone':
    case 'half-gone':
      return say[code](percent(sharePercent(count, of)), name);
    case 'touched':
      return say[code](percent(sharePercent(count, of)));
    case 'extension-gone':
      return say[code](count, of, name);
    case 'renamed':
      return say[code](count, name, name !== '');
    case 'same-new-file':
      return say[code](count, name);
    case 'encrypted':
      return say[code](count, of);
    case 'not-compared':
      return say[code];
  }
}
