/** What the library reads from the wire, without its wrapping. */

/**
 * Variants are unwrapped at every depth; a dictionary is a list of `[key, value]`, a byte array a Buffer. The library
 * gives a variant as `[[{type, child}], [value]]`, which no other D-Bus value looks like: only signatures are objects.
 */
export function plainValue(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const list: unknown[] = value;
  const [signature, content] = list;
  if (list.length === 2 && isSignature(signature) && Array.isArray(content)) return plainValue(content[0]);
  return list.map(plainValue);
}

function isSignature(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 1) return false;
  const [type] = value as unknown[];
  return typeof type === 'object' && type !== null && 'type' in type && 'child' in type;
}
