/**
 * Lines without a number behind an entry: the rest of a name that holds a line end, of a line that a terminal has
 * wrapped, or of one that a complaint of du was written into. Or nothing of the kind. Only what the rest of the list
 * agrees with is put together.
 */
import { findComplaint, widthOf } from './du-lines';

/** An entry and what came behind it. Texts are binary strings. */
export interface CutEntry {
  kib: number;
  line: number;
  /** Up to its line end. */
  path: string;
  /** The whole first line's width. */
  width: number;
  rest: { text: string; line: number }[];
  /** The next entry lies beside it, or is the directory around it. */
  followedByKin: boolean;
}

export interface KnownPaths {
  isListed: (path: string) => boolean;
  /** Whether something lies below it. */
  isDirectory: (path: string) => boolean;
  /** The widest line of all. */
  widest: number;
  gap: 'tab' | 'blanks';
}

const NARROWEST_TERMINAL = 40;

/** What it is put together to, and the complaint that was cut out of it; undefined: it ends where its line ends. */
export function joinLines(
  cut: CutEntry,
  known: KnownPaths,
): { path: string; complaint?: string } | undefined {
  const rest = cut.rest.map(({ text }) => text);
  const complaintAt = findComplaint(cut.path);
  if (complaintAt !== undefined) {
    const path = cut.path.slice(0, complaintAt) + (rest[0] ?? '');
    const complaint = cut.path.slice(complaintAt);
    return agrees(path, known) ? { path, complaint } : undefined;
  }
  if (rest.every((text) => text === '')) return undefined;
  const wrapped = cut.path + rest.filter((text) => text !== '').join('');
  const named = `${cut.path}\n${rest.join('\n')}`;
  const canBeWrapped = fillsTheWidth(cut, known) && agrees(wrapped, known);
  const canBeNamed = cut.followedByKin && !known.isDirectory(cut.path) && agrees(named, known);
  if (canBeWrapped && (!canBeNamed || known.gap === 'blanks')) return { path: wrapped };
  return canBeNamed ? { path: named } : undefined;
}

/** The directory that it would lie in has a line of its own, or it is one that others lie in. */
function agrees(path: string, known: KnownPaths): boolean {
  if (known.isListed(path)) return false;
  if (known.isDirectory(path)) return true;
  const slash = path.lastIndexOf('/');
  return slash >= 0 && known.isListed(slash === 0 ? '/' : path.slice(0, slash));
}

function fillsTheWidth(cut: CutEntry, { widest }: KnownPaths): boolean {
  const lines = cut.rest.filter(({ text }) => text !== '');
  if (widest < NARROWEST_TERMINAL || cut.width !== widest) return false;
  return lines.slice(0, -1).every(({ text }) => widthOf(text) === widest);
}
