/**
 * JSON's data in D-Bus' types: an object is a{sv}, a list av, a text s, true and false b, and every number d, so that a
 * field keeps its type whatever is in it. What is null is left out.
 */

/** A dictionary, as a list of `[key, [signature, value]]`. */
export type Dictionary = [key: string, variant: [signature: string, value: unknown]][];

/** `data`: as JSON has it. A text with NUL, which D-Bus has not, is refused by who sends it. */
export function asDictionary(data: object): Dictionary {
  return Object.entries(data).flatMap(([key, value]): Dictionary => {
    const variant = asVariant(value);
    return variant === undefined ? [] : [[key, variant]];
  });
}

function asVariant(value: unknown): [string, unknown] | undefined {
  switch (typeof value) {
    case 'string':
      return ['s', value];
    case 'boolean':
      return ['b', value];
    case 'number':
      return ['d', value];
    case 'object':
      if (value === null) return undefined;
      if (Array.isArray(value)) return ['av', value.flatMap((each) => wrapped(asVariant(each)))];
      return ['a{sv}', asDictionary(value)];
    default:
      return undefined;
  }
}

function wrapped<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}
