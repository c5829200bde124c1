/** The order of names in a folder, which the host begins a long one in and the laptop goes on with. */

/** What is listed. */
export interface Named {
  /** The name as text, UTF-8 as far as it is that. */
  name: string;
  /** nameKey of it. */
  key: string;
  directory: boolean;
}

/** Folders first; then by name, as a person expects it. Names that differ in accents or case alone go by their letters. */
export function compareNamed(one: Named, other: Named, descending: boolean): number {
  if (one.directory !== other.directory) return one.directory ? -1 : 1;
  const sign = descending ? -1 : 1;
  if (one.key !== other.key) return one.key < other.key ? -sign : sign;
  return one.name === other.name ? 0 : one.name < other.name ? -sign : sign;
}

/**
 * Compared as plain text it gives what a person expects: in whatever case, without accents, "2" before "10". A collator
 * would take a second for a hundred thousand names.
 */
export function nameKey(name: string): string {
  // eslint-disable-next-line no-control-regex -- whatever is no ASCII
  const plain = /[^\u0000-\u007f]/.test(name) ? name.normalize('NFD').replace(/\p{Mn}/gu, '') : name;
  return plain.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(KEY_DIGITS, '0'));
}

const KEY_DIGITS = 20;

/**
 * How nameKey(name) compares with a key, where that is told by the ASCII that a name begins with: below 0 or above; else 0. No
 * key is made, which for a hundred thousand names takes longer than to read them.
 *
 * @param name as text, or its bytes as a binary string
 */
export function compareWithKey(name: string, key: string): number {
  let place = 0;
  for (let at = 0; at < name.length;) {
    const code = name.charCodeAt(at);
    if (code > 127) return 0;
    const end = endOfDigits(name, at);
    // What is behind digits may be but an accent, and more digits behind that.
    if (end > at && name.charCodeAt(end) > 127) return 0;
    for (let zeros = KEY_DIGITS - (end - at); end > at && zeros > 0; zeros -= 1) {
      if (key.charCodeAt(place) !== ZERO) return ZERO < key.charCodeAt(place) ? -1 : 1;
      place += 1;
    }
    for (const stop = Math.max(end, at + 1); at < stop; at += 1) {
      const own = lowerCase(name.charCodeAt(at));
      const other = key.charCodeAt(place);
      // NaN where the key has ended.
      if (own !== other) return own < other ? -1 : 1;
      place += 1;
    }
  }
  return place < key.length ? -1 : 0;
}

const [ZERO, NINE] = [48, 57];

function endOfDigits(name: string, from: number): number {
  let end = from;
  while (name.charCodeAt(end) >= ZERO && name.charCodeAt(end) <= NINE) end += 1;
  return end;
}

function lowerCase(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}
