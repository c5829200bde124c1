/** Names of files as they are put into sentences. */

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
/** Letters that are read from right to left: they would draw what stands around them along. */
const RIGHT_TO_LEFT =
  /\p{Script=Hebrew}|\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}/u;
const MOST_LETTERS = 40;

/** The last part of a path that is to be read; "/" stays. */
export function baseOf(shown: string): string {
  return shown.slice(shown.lastIndexOf('/') + 1) || shown;
}

/** A name, or the last one of a path, for a sentence: not too long, and with a direction of its own. */
export function nameIn(shown: string): string {
  const name = shorten(baseOf(shown));
  return RIGHT_TO_LEFT.test(name) ? `${FIRST_STRONG_ISOLATE}${name}${POP_ISOLATE}` : name;
}

/** The end stays in sight: it says what kind of file it is. */
function shorten(name: string): string {
  const letters = Array.from(name);
  if (letters.length <= MOST_LETTERS) return name;
  return `${letters.slice(0, 26).join('')}…${letters.slice(-13).join('')}`;
}
