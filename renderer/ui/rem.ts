/** How many pixels a rem is here: the desktop's letter size may be any. */
export function remInPixels(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize);
}
