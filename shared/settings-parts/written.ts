/**
 * What a person writes in a field, and the value that it means: codecs, with the text on the one side and on the other
 * what the settings file holds. A text that means nothing becomes what the value's own schema refuses.
 */
import * as z from 'zod';

type Values<S> = { [K in keyof S]: S[K] extends z.ZodCodec<z.ZodType, infer V> ? V : S[K] };

/** The fields of a part as the file and the windows' requests have them. */
export function valuesOf<S extends Record<string, z.ZodType>>(fields: S): Values<S> {
  const values = Object.entries(fields).map(([name, field]) => [
    name,
    field instanceof z.ZodCodec ? field.out : field,
  ]);
  return Object.fromEntries(values) as Values<S>;
}

/** What is written of a part: all of it, since defaults are filled in before. */
export type Draft<F extends z.ZodType> = { [K in keyof z.input<F>]-?: Exclude<z.input<F>[K], undefined> };

type Text<S extends z.ZodType> = z.ZodCodec<z.ZodString, S>;
type NumberSchema = z.ZodType<number, number | undefined>;
type TextSchema = z.ZodType<string, string>;

/** NaN, which no schema takes, for whatever is no whole number. */
function numberIn(text: string): number {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN;
}

export function wholeNumber<S extends NumberSchema>(value: S): Text<S> {
  return z.codec(z.string(), value, { decode: (text) => numberIn(text) as z.input<S>, encode: String });
}

/** An empty field means `nothing`. */
export function numberUnlessEmpty<
  N extends number | null,
  S extends z.ZodType<number | N, number | N | undefined>,
>(value: S, nothing: N): Text<S> {
  return z.codec(z.string(), value, {
    decode: (text) => (text.trim() === '' ? nothing : numberIn(text)) as z.input<S>,
    encode: (number) => (number === nothing ? '' : String(number)),
  });
}

export function trimmed<S extends TextSchema>(value: S): Text<S> {
  return z.codec(z.string(), value, {
    decode: (text) => text.trim() as z.input<S>,
    encode: (text) => text as string,
  });
}

/** An empty field means that there is none. */
export function textOrNone<S extends z.ZodType<string | undefined, string | undefined>>(value: S): Text<S> {
  return z.codec(z.string(), value, {
    decode: (text) => (text.trim() === '' ? undefined : text.trim()) as z.input<S>,
    encode: (text) => (text as string | undefined) ?? '',
  });
}

/** Separated by spaces or commas; none means that there is none. */
export function wordsOrNone<S extends z.ZodType<string[] | undefined, string[] | undefined>>(
  value: S,
): Text<S> {
  return z.codec(z.string(), value, {
    decode: (text) => {
      const words = text.split(/[\s,]+/).filter((word) => word !== '');
      return (words.length === 0 ? undefined : words) as z.input<S>;
    },
    encode: (words) => ((words as string[] | undefined) ?? []).join(' '),
  });
}
