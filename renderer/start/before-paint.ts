/**
 * Runs before anything is painted: puts on the chosen theme. The window's script is asked for once the first look has been
 * painted: it takes longer than all the rest.
 */
import { keptChoice } from '../ui/kept-choice';
import { wearTheme } from '../ui/theme';

/** What the window's script imports, so that it is asked for together with it; from scripts/build-page.mjs. */
declare const WINDOW_PARTS: readonly string[];

/** A page that is not painted, such as one behind others, starts all the same. */
const LATEST_MS = 300;

wearTheme(keptChoice('theme'));

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
