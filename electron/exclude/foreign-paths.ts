/** Paths as shells, desktops and Windows write them, and the full path that was meant. On text. */
import { escapeForPattern, hasWildcard } from './pattern-tokens';

/** Where this person's things are. */
export interface Places {
  home: string | undefined;
  roots: readonly string[];
  /** Of the environment. */
  variable: (name: string) => string | undefined;
  exists: (path: string) => boolean;
}

/** In a user's surroundings; no others are read, for what is in them is nobody's business. */
const KNOWN_VARIABLES = /^(HOME|USER|LOGNAME|TMPDIR|XDG_[A-Z]+_(HOME|DIR))$/;

const USUAL_PLACES: Readonly<Record<string, string>> = {
  XDG_CONFIG_HOME: '/.config',
  XDG_CACHE_HOME: '/.cache',
  XDG_DATA_HOME: '/.local/share',
  XDG_STATE_HOME: '/.local/state',
};

/** `place` stands for itself, `rest` is a pattern as it stands: backslashes escape only where there is a wildcard. */
function meantPlace(place: string, rest: string): string {
  if (!hasWildcard(place)) return place + rest;
  return escapeForPattern(place) + (hasWildcard(rest) ? rest : escapeForPattern(rest));
}

export function readTilde(pattern: string, places: Places): string[] | undefined {
  const [, user, rest] = /^~([a-z_][a-z0-9_-]*)?(\/.*)?$/s.exec(pattern) ?? [];
  const { home } = places;
  if (!/^~(\/|$)/.test(pattern) && user === undefined) return undefined;
  if (user === undefined) return home === undefined ? [] : [meantPlace(home, rest ?? '/')];
  // A name may begin with a tilde; that of somebody's home is no name.
  const theirs = home?.replace(/[^/]+$/, user);
  return theirs !== undefined && rest !== undefined && places.exists(theirs)
    ? [meantPlace(theirs, rest)]
    : undefined;
}

/** `$HOME`, `${HOME}`, and `%h` of systemd; a command in a pattern was never run. */
export function readVariables(pattern: string, places: Places): string[] | undefined {
  if (/\$\([^)]*\)|`[^`]+`/.test(pattern)) return [];
  const form = /\$\{([A-Za-z_]\w*)(?::?[-=][^}]*)?\}|\$([A-Z][A-Z0-9_]*)(?=\/|$)|^%h(?=\/|$)/;
  const found = form.exec(pattern);
  if (found === null) return undefined;
  const name = found[1] ?? found[2] ?? 'HOME';
  // "$RECYCLE.BIN", "$MFT": names of Windows.
  if (found[1] === undefined && !KNOWN_VARIABLES.test(name)) return undefined;
  const value = valueOf(name, places);
  if (value === undefined || (value.startsWith('/') && found.index > 0)) return [];
  const before = pattern.slice(0, found.index);
  const after = pattern.slice(found.index + found[0].length);
  return [before + meantPlace(value, after)];
}

function valueOf(name: string, { home, variable }: Places): string | undefined {
  if (name === 'HOME') return home;
  if (!KNOWN_VARIABLES.test(name)) return undefined;
  const set = variable(name) ?? '';
  // Empty is as good as not set: XDG Base Directory Specification.
  if (set !== '') return set;
  const usual = USUAL_PLACES[name];
  return home === undefined || usual === undefined ? undefined : home + usual;
}

export function readWindowsPath(pattern: string, places: Places): string[] | undefined {
  const isFull = /^[A-Za-z]:(\\|\/(?!\/))|^\\\\\w|^%[A-Za-z]+%(\\|\/|$)/.test(pattern);
  const isPart = !hasWildcard(pattern) && /[\w.)-]\\[\w(]/.test(pattern);
  if (!isFull && !isPart) return undefined;
  const path = pattern.replaceAll('\\', '/');
  if (!isFull) return [path];
  const below = /^(?:[A-Za-z]:\/Users\/[^/]+|%USERPROFILE%)(\/.*)$/is.exec(path)?.[1];
  return below === undefined || places.home === undefined ? [] : [meantPlace(places.home, below)];
}

/** No name is "." or "..", so such a rule matches nothing whatever is there. */
export function readDotParts(pattern: string, places: Places): string[] | undefined {
  if (pattern.includes('[') || !/(^|\/)\.\.?(\/|$)/.test(pattern)) return undefined;
  let path = pattern.startsWith('./') ? topOf(pattern.replace(/^(\.\/+)+/, ''), places) : pattern;
  if (path === undefined) return [];
  for (let before = ''; before !== path;) {
    before = path;
    path = path.replace(/\/\.(?=\/|$)/, '').replace(/(^|\/)(?!\.\.?\/)[^/*?]+\/\.\.(?=\/|$)/, '');
  }
  return /(^|\/)\.\.?(\/|$)/.test(path) || path === '' || path === '/' ? [] : [path];
}

/** "./name" is what is at the top: of the one root there is, or of the only one that has it. */
function topOf(rest: string, places: Places): string | undefined {
  if (rest === '' || rest.startsWith('..')) return undefined;
  const { roots, exists } = places;
  const holding = roots.length === 1 ? roots : roots.filter((root) => exists(`${root}/${rest}`));
  const [root] = holding;
  return holding.length === 1 && root !== undefined && root !== '/'
    ? meantPlace(root, `/${rest}`)
    : `/${rest}`;
}
