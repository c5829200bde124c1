/**
 * Runs before anything is painted. What the main process has put into the page knows nothing of this window's own
 * choices: the theme is put on, and words in another language than the chosen one are not shown. The window's script is
 * asked for once that has been painted: it takes longer than all the rest.
 */
import { keptChoice } from '../ui/kept-choice';
import { wearTheme } from '../ui/theme';

/** What the window's script imports, so that it is asked for together with it; from scripts/build-page.mjs. */
declare const WINDOW_PARTS: readonly string[];

const ROOT = document.documentElement;
/** A page that is not painted, such as one behind others, starts all the same. */
const LATEST_MS = 300;

wearTheme(keptChoice('theme'));
const language = keptChoice('language') ?? 'system';
if (language !== 'system' && language !== ROOT.lang.split('-')[0]) ROOT.dataset.firstLook = 'hidden';

let started = false;
requestAnimationFrame(() => setTimeout(start));
setTimeout(start, LATEST_MS);

function start(): void {
  if (started) return;
  started = true;
  for (const part of WINDOW_PARTS) {
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.href = part;
    document.head.append(link);
  }
  for (const source of ['schemas.js', 'renderer.js']) {
    const script = document.createElement('script');
    script.type = 'module';
    // One after the other (HTML, "prepare the script element").
    script.async = false;
    script.src = source;
    document.head.append(script);
  }
}
