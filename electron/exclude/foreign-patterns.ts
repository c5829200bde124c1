/** Patterns that name their style, as borg's and Mercurial's do, and regular expressions. On text. */
import { escapeForPattern, hasWildcard } from './pattern-tokens';

/** borg help patterns; hg help patterns. `! x` and `R /x` are lines of borg's pattern files. */
export function readNamedStyle(pattern: string): string[] | undefined {
  const [, style, body] =
    /^(sh|fm|pp|pf|re|glob|rootglob|relglob|path|relpath|regexp|relre):(\S.*)$/s.exec(pattern) ?? [];
  if (style === undefined || body === undefined) {
    const behind = /^!\s+(\S.*)$/s.exec(pattern)?.[1];
    if (behind !== undefined) return [behind];
    return /^P (sh|fm|pp|pf|re)$|^R \//.test(pattern) ? [] : undefined;
  }
  switch (style) {
    case 'sh':
    case 'rootglob':
      return [/^(\/|\*\*)/.test(body) ? body : `/${body}`];
    case 'fm':
      return [readFnmatch(body)];
    case 'pp':
    case 'pf':
    case 'path':
    case 'relpath':
      return [fromTop(hasWildcard(body) ? escapeForPattern(body) : body)];
    case 'glob':
    case 'relglob':
      return [body];
    default:
      return translateExpression(body);
  }
}

/** Its star passes slashes. */
function readFnmatch(body: string): string {
  if (/^\*+[^*/]*$/.test(body)) return body.replace(/^\*+/, '*');
  const wide = body.replace(/\*+/g, '**');
  return wide.startsWith('**') ? wide : fromTop(wide);
}

function fromTop(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}

/** Without a style's name only what can hardly be anything else. */
export function readRegularExpression(pattern: string): string[] | undefined {
  const isOne =
    /^(\^.+\$|\(\^\|\/\).+)$/s.test(pattern) || (pattern.includes('\\.') && /^\^|\$$|\.\*/.test(pattern));
  return isOne ? translateExpression(pattern) : undefined;
}

/** The few that are a plain path or an ending; the others are for a person. */
function translateExpression(text: string): string[] {
  const [, start, body = '', end] =
    /^(\^|\.\*|\(\^\|\/\))?((?:[\w/ -]|\\[.\- ])+)(\$|\(\/\|\$\))?$/s.exec(text) ?? [];
  const name = body.replaceAll('\\', '');
  if (name === '') return [];
  if (start === '^') return end !== undefined || name.endsWith('/') ? [fromTop(name)] : [];
  if (start === '(^|/)') return end !== undefined && !name.includes('/') ? [name] : [];
  return end === '$' && !name.includes('/') ? [`*${name}`] : [];
}
