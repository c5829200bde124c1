/** One line that was meant as several rules: a shell's braces, or patterns behind each other. Pure, on text. */

const MOST_LINES = 32;

/** Also the alternatives of zsh and bash: `*.(jpg|png)`, `*.@(jpg|png)`. */
export function expandBraces(pattern: string): string[] | undefined {
  const found = /(?<!\\)\{([^{}/]*,[^{}]*|\w+\.\.\w+)\}|@?\(([^()]*\|[^()]*)\)/.exec(pattern);
  if (found === null) return undefined;
  const before = pattern.slice(0, found.index);
  const after = pattern.slice(found.index + found[0].length);
  const parts = found[2]?.split('|') ?? partsOf(found[1] ?? '');
  return parts === undefined || parts.length > MOST_LINES ? [] : parts.map((part) => before + part + after);
}

function partsOf(inside: string): string[] | undefined {
  if (inside.includes(',')) return inside.split(',');
  const [first = '', last = ''] = inside.split('..');
  const [from, to] = [Number(first), Number(last)];
  if (!/^\d+$/.test(first) || !/^\d+$/.test(last) || Math.abs(to - from) >= MOST_LINES) return undefined;
  const width = first.startsWith('0') ? first.length : 0;
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) =>
    String(from + Math.sign(to - from) * index).padStart(width, '0'),
  );
}

/** Only where each part can be nothing but a rule of its own: an ending or a full path. */
export function splitSeveral(pattern: string): string[] | undefined {
  for (const between of [/\s*[,;]\s*|\s+/, /:/]) {
    const parts = pattern.split(between);
    if (parts.length > 1 && parts.every((part) => /^(\*\.[^\s*]+|\/[^\s:]+)$/.test(part))) return parts;
  }
  return undefined;
}
