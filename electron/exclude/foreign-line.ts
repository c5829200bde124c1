/**
 * Exclude lines as other programs read them: shells, git, borg, restic, option lists. To rsync all of it is part of a name, and
 * mostly of none that is there. Each reader knows one such habit and says what was meant. On text, not bytes.
 */
import type { DiagnosticKind } from '../../shared/exclude-diagnostics';
import { readNamedStyle, readRegularExpression } from './foreign-patterns';
import { readDotParts, readTilde, readVariables, readWindowsPath, type Places } from './foreign-paths';
import { escapeForPattern, hasWildcard } from './pattern-tokens';

/** A line without its sign. */
export interface Draft {
  sign: '' | '- ' | '+ ';
  pattern: string;
}

export interface MeantLine {
  kind: DiagnosticKind;
  /** Whole lines; none where it cannot be said. */
  lines: string[];
}

/** What a reader makes of a pattern: what was meant, [] where that cannot be said, undefined where it is none of its own. */
type Reading = (string | Draft)[] | undefined;
type Reader = (pattern: string, places: Places) => Reading;

const READERS: readonly (readonly [DiagnosticKind, Reader])[] = [
  ['byte-order-mark', (pattern) => rest(/^\ufeff(.*)$/su, pattern)],
  ['trailing-blank', (pattern) => rest(/^(.*?\S)[\s\u200b-\u200f\u2060]+$/su, pattern)],
  ['leading-blank', (pattern) => rest(/^[\s\u200b-\u200f\u2060]+(\S.*)$/su, pattern)],
  ['option-word', readOption],
  ['quotes', readQuotes],
  // What follows a number sign and is a number is a title: "Symphony #9".
  ['trailing-comment', (pattern) => rest(/^(.*?\S)\s+(?:#(?!\s?\d)|\/\/\s).*$/su, pattern)],
  ['negation', readNegation],
  ['sign-without-blank', readSign],
  ['url', readUrl],
  ['other-style', readNamedStyle],
  ['regular-expression', readRegularExpression],
  ['several-rules', splitSeveral],
  ['windows-path', readWindowsPath],
  ['tilde', readTilde],
  ['variable', readVariables],
  ['braces', expandBraces],
  ['shell-escape', readEscapes],
  ['dot-part', readDotParts],
  ['double-slash', (pattern) => (isPlain(pattern, /\/\//) ? [pattern.replace(/\/+/g, '/')] : undefined)],
];

/** So many habits at once nobody has: `--exclude="$HOME/{a,b}/" # mine`. */
const MOST_STEPS = 8;
const MOST_LINES = 32;

/** What was meant by a line, if it is written as for another program; named after the first habit that is seen. */
export function readForeign(draft: Draft, places: Places): MeantLine | undefined {
  let kind: DiagnosticKind | undefined;
  let drafts = [draft];
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const readings = drafts.map((each) => readOnce(each, places));
    const first = readings.find((reading) => reading !== undefined);
    if (first === undefined) break;
    kind ??= first.kind;
    drafts = readings.flatMap((reading, index) => reading?.drafts ?? drafts.slice(index, index + 1));
    if (readings.some((reading) => reading?.drafts.length === 0) || drafts.length > MOST_LINES) {
      return { kind, lines: [] };
    }
  }
  return kind && { kind, lines: drafts.map(({ sign, pattern }) => sign + pattern) };
}

function readOnce(draft: Draft, places: Places): { kind: DiagnosticKind; drafts: Draft[] } | undefined {
  for (const [kind, read] of READERS) {
    const reading = read(draft.pattern, places);
    if (reading !== undefined) return { kind, drafts: reading.map((each) => withSign(draft, each)) };
  }
  return undefined;
}

/** What stood in quotes may bring a sign of its own. */
function withSign({ sign }: Draft, meant: string | Draft): Draft {
  if (typeof meant !== 'string') return meant;
  const own = /^([-+] )(.*)$/s.exec(meant);
  if (sign !== '' || own?.[2] === undefined) return { sign, pattern: meant };
  return { sign: own[1] === '+ ' ? '+ ' : '- ', pattern: own[2] };
}

function rest(form: RegExp, pattern: string): Reading {
  const found = form.exec(pattern)?.[1];
  return found === undefined ? undefined : [found];
}

/** Brackets may hold what looks like something else. */
function isPlain(pattern: string, form: RegExp): boolean {
  return !pattern.includes('[') && form.test(pattern);
}

function readOption(pattern: string): Reading {
  const option = /^--([a-z][a-z-]+)(?:(?:=|\s+)(.*))?$/s.exec(pattern) ?? /^-(e|x)\s+(\S.*)$/s.exec(pattern);
  const word =
    /^((?:ex|in)clude)(?:\s*[:=]\s*|\s+)(\S.*)$/is.exec(pattern) ??
    /^((?:ex|in)clude[\w-]*)\s*:()$/i.exec(pattern) ??
    // rsync's own long and short words, which only its filter files know.
    /^(hide|show|protect|risk|merge|dir-merge|[HSPR.:]|:-)[ ,](\S*[/*.]\S*)$/.exec(pattern);
  const [, name, argument = ''] = option ?? word ?? [];
  if (name === undefined) return undefined;
  if (argument === '') return [];
  if (/^(exclude(-dir|-path)?|iexclude|filter|e|x|hide|H)$/i.test(name)) return [argument];
  return /^(include|show|S)$/i.test(name) ? [{ sign: '+ ', pattern: argument }] : [];
}

const QUOTES = [`""`, `''`, '``', '“”', '„“', '‘’', '«»'];

function readQuotes(pattern: string): Reading {
  const whole = /^(["'`“„‘«])(.+)(["'`”“’»])[,;]?$/su.exec(pattern);
  if (whole?.[2] !== undefined && QUOTES.includes(`${whole[1] ?? ''}${whole[3] ?? ''}`)) return [whole[2]];
  // A shell takes them off wherever they are: /home/you/"My files"/
  const inside = /^(.*\/)?(["'])([^"'/]+)\2(\/.*)?$/s.exec(pattern);
  return inside === null ? undefined : [`${inside[1] ?? ''}${inside[3] ?? ''}${inside[4] ?? ''}`];
}

function readNegation(pattern: string): Reading {
  const found = /^!(?![\s(])(.+)$/s.exec(pattern)?.[1];
  return found === undefined ? undefined : [{ sign: '+ ', pattern: found }];
}

function readSign(pattern: string): Reading {
  const [, sign, behind] = /^([-+])([/~$].*)$/s.exec(pattern) ?? [];
  return behind === undefined ? undefined : [{ sign: sign === '+' ? '+ ' : '- ', pattern: behind }];
}

function readUrl(pattern: string): Reading {
  const path = /^file:\/\/(?:localhost)?(\/.*)$/s.exec(pattern)?.[1];
  if (path === undefined) return undefined;
  try {
    const plain = decodeURIComponent(path);
    return [hasWildcard(plain) ? escapeForPattern(plain) : plain];
  } catch {
    return [];
  }
}

/** A pattern without a wildcard is compared as it is: a backslash in it is one. */
function readEscapes(pattern: string): Reading {
  if (hasWildcard(pattern) || !/\\[\s\\()'"&$#!~;<>|`{}]/.test(pattern)) return undefined;
  return [pattern.replace(/\\(.)/gsu, '$1')];
}

/**
 * One line that was meant as several rules: a shell's braces, or patterns behind each other. On text.
 * Also the alternatives of zsh and bash: `*.(jpg|png)`, `*.@(jpg|png)`.
 */
function expandBraces(pattern: string): string[] | undefined {
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
function splitSeveral(pattern: string): string[] | undefined {
  for (const between of [/\s*[,;]\s*|\s+/, /:/]) {
    const parts = pattern.split(between);
    if (parts.length > 1 && parts.every((part) => /^(\*\.[^\s*]+|\/[^\s:]+)$/.test(part))) return parts;
  }
  return undefined;
}
