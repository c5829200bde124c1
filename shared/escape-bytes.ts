/** Bytes (a binary string) in a line of words: %XX stands for what is no printable ASCII, for a space and for "%" itself. */
export function escapeBytes(bytes: string): string {
  return bytes.replace(
    /[^\x21-\x7e]|%/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

export function unescapeBytes(text: string): string {
  return text.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
