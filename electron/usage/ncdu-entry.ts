/** One entry of ncdu's export: a JSON object, as bytes, since names that are not UTF-8 stand in it as they are. */
import { LONGEST_NAME } from './node-columns';

export interface NcduEntry {
  /** A binary string. */
  name: string;
  fields: Readonly<Record<string, unknown>>;
}

/** `text`: a binary string. A string says why it is none. */
export function parseNcduEntry(text: string, atTop: boolean): NcduEntry | string {
  const fields = parseObject(text);
  if (typeof fields === 'string') return fields;
  const { name } = fields;
  if (typeof name !== 'string' || name === '') return 'has an entry without a name';
  if (name.length > LONGEST_NAME || (!atTop && /[/\0]/.test(name))) {
    return 'has an entry with a name that no file can have';
  }
  return { name, fields };
}

export function parseObject(text: string): Record<string, unknown> | string {
  try {
    // It begins with a brace, so what comes out of it is an object.
    return JSON.parse(escapesAsBytes(text)) as Record<string, unknown>;
  } catch {
    return 'has an entry that is not JSON';
  }
}

/** Absent means 0. */
export function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

/** \u escapes of other characters than ASCII mean the character: as UTF-8 bytes they agree with the names around. */
function escapesAsBytes(text: string): string {
  if (!text.includes('\\u')) return text;
  return text.replace(
    /\\(?:u([dD][89abAB][\da-fA-F]{2})\\u([dD][c-fC-F][\da-fA-F]{2})|u([\da-fA-F]{4})|[^])/g,
    (whole, high?: string, low?: string, single?: string) => {
      const units = [high, low, single].flatMap((hex) => (hex === undefined ? [] : [parseInt(hex, 16)]));
      const [first] = units;
      if (first === undefined || first < 0x80) return whole;
      return Buffer.from(String.fromCharCode(...units), 'utf8').toString('latin1');
    },
  );
}
