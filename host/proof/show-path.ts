/** Paths of files in a store, as the laptop has them: binary strings below `files` become text. */

/** For a report. Bytes that are no UTF-8 are lost. */
export function laptopPath(path: string): string {
  return `/${Buffer.from(path, 'latin1').toString('utf8')}`;
}

/** For a terminal: nothing in it moves the cursor, ends the line or turns the text around. */
export function shownPath(path: string): string {
  return laptopPath(path).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
