/**
 * The one function that makes text safe to show, used by whatever writes to a terminal, a list, a shown log line or the
 * window. What a terminal obeys, what makes a line of its own and what turns or hides text is spelled out; all else
 * stays as it is.
 */

/**
 * C0 and C1 controls, which escape sequences begin with; line and paragraph separators; the marks, embeddings,
 * overrides and isolates that turn the direction of text; what has no width; tags; halves of a pair.
 */
const UNSAFE =
  // eslint-disable-next-line no-control-regex -- these are what must not get through
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Surrogate}]/gu;

const SHORT: Record<string, string> = { '\n': '\\n', '\t': '\\t', '\r': '\\r' };

/** On one line, each unsafe character as \n, \xNN or \u{N}. `most`: characters, the last of them "…" where more are cut. */
export function safeText(text: string, most = Infinity): string {
  return cutTo(text.replace(UNSAFE, spellOut), most);
}

/** Words that may have been written in several lines, as one sentence: line ends and what is around them become a blank. */
export function safeSentence(text: string, most?: number): string {
  return safeText(text.replace(/\s*[\r\n]\s*/g, ' '), most);
}

/** Data that is prose; all other texts are names, of which no letter may be lost. */
const PROSE: ReadonlySet<string> = new Set(['detail', 'message', 'reason', 'reasons']);

/** The same data with every text in it safe to show. For what is shown, never for what is acted on. */
export function safeToShow<T>(data: T): T {
  return showSafely(data, '') as T;
}

function showSafely(data: unknown, key: string): unknown {
  if (typeof data === 'string') return PROSE.has(key) ? safeSentence(data) : safeText(data);
  if (Array.isArray(data)) return data.map((each) => showSafely(each, key));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, each]) => [name, showSafely(each, name)]));
}

/** JSON that means the same, on a terminal as well: outside of its texts there is nothing unsafe. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(UNSAFE, (character) =>
    Array.from({ length: character.length }, (_, at) => {
      return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
    }).join(''),
  );
}

function spellOut(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

function cutTo(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
