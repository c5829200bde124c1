/** An entry of a snapshot on a line, as ls(1) would write it, and as JSON. */
import type { Entry } from '../../shared/give-back';
import { parseSnapshotName } from '../../shared/snapshot-name';
import { refusalWith, type Refusal } from '../../shared/restore-refusal';
import type { Words } from '../../shared/words/catalogue';
import type { Language } from '../../shared/words/language';
import { baseOf } from '../restore/bytes';
import { showName } from '../usage/show-name';
import type { EntryAsJson, PathAsJson } from './json-outputs';
import { pathAsJson } from './path-as-json';

const LETTERS: Record<Entry['kind'], string> = {
  file: '-',
  directory: 'd',
  link: 'l',
  device: 'D',
  special: 'S',
};

/** `shown`: what stands at its end, in place of its name. */
export function entryLine({ formats }: Language, entry: Entry, shown = nameOf(entry)): string {
  const { kind, mode, uid, gid, size, mtimeMs, target, above } = entry;
  // Where it only leads to what was backed up, nobody knows how it was on the laptop.
  if (above === true) return `${'d?????????'.padEnd(51)}  ${shown}`;
  const owner = `${uid}:${gid}`.padEnd(11);
  const bytes = (kind === 'file' ? formats.bytes(size) : '').padStart(9);
  const line = `${LETTERS[kind]}${permissions(mode)}  ${owner}  ${bytes}  ${localTime(asDate(mtimeMs))}  ${shown}`;
  return target === undefined ? line : `${line} -> ${showBytes(target)}`;
}

function nameOf({ path, kind }: Entry): string {
  return showBytes(baseOf(path)) + (kind === 'directory' ? '/' : '');
}

export function entryAsJson({ path, target, mode, above, ...entry }: Entry): EntryAsJson {
  const { kind, uid, gid, size, mtimeMs, sha256 } = entry;
  return {
    ...pathAsJson(Buffer.from(path, 'latin1')),
    kind,
    ...(above === true
      ? {}
      : { mode: mode.toString(8).padStart(4, '0'), uid, gid, mtime: asDate(mtimeMs).toISOString() }),
    ...(kind === 'file' && { bytes: size }),
    ...(target !== undefined && asTarget(pathAsJson(Buffer.from(target, 'latin1')))),
    ...(sha256 !== undefined && { sha256 }),
  };
}

/** A binary string, safe to show. */
export function showBytes(bytes: string): string {
  return showName(Buffer.from(bytes, 'latin1'));
}

/** Why something is not put back. */
export function whyNot(words: Words, refusal: Refusal): string {
  return words.refusal(refusalWith(refusal, showBytes));
}

/** "2026-11-22 14:05:09", in the local time zone. */
export function localTime(time: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** When a snapshot was begun, in the local time zone. */
export function timeOfSnapshot(snapshot: string): string {
  const time = parseSnapshotName(snapshot);
  return time === undefined ? snapshot : localTime(time);
}

/** Date cuts towards 1970, also what is before. */
function asDate(ms: number): Date {
  return new Date(Math.floor(ms));
}

function asTarget({ path, pathBase64 }: PathAsJson): Pick<EntryAsJson, 'target' | 'targetBase64'> {
  return { target: path, ...(pathBase64 !== undefined && { targetBase64: pathBase64 }) };
}

function permissions(mode: number): string {
  const letters = Array.from('rwxrwxrwx', (letter, index) => ((mode >> (8 - index)) & 1 ? letter : '-'));
  const special = [
    [2, 0o4000, 's'],
    [5, 0o2000, 's'],
    [8, 0o1000, 't'],
  ] as const;
  for (const [index, bit, letter] of special) {
    if ((mode & bit) !== 0) letters[index] = letters[index] === 'x' ? letter : letter.toUpperCase();
  }
  return letters.join('');
}
