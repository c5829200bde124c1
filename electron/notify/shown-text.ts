/** The words of a notification as they are shown, and the only ones that ever reach node-notifier's shell. */
import { safeText } from '../../shared/safe-text';

/** Made by `shownText` alone. */
export type ShownText = string & { readonly made: 'shown-text' };

/**
 * Whatever a file, a host or a machine is called: valid UTF-8 in lines, with all spelled out that a terminal would obey or
 * that turns or hides text. It never begins with "-", where notify-send would look for an option, and is never empty.
 */
export function shownText(text: string): ShownText {
  const lines = text.split('\n').map((line) => safeText(line));
  const shown = lines.join('\n');
  return (shown === '' || shown.startsWith('-') ? ` ${shown}` : shown) as ShownText;
}

/** For a server that reads a body as markup. */
export function escapeMarkup(text: ShownText): ShownText {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') as ShownText;
}
