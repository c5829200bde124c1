/** Where a path of the laptop lies in a snapshot. No link is followed: with rsync --fake-super a store holds none. */
import { readdirSync, type Stats } from 'node:fs';
import { readSnapshotRecord } from '../snapshot-record';
import type { MachinePaths } from '../store-layout';
import { bytesOf } from '../walk-tree';
import { look } from './true-entries';

/** Without the slash in front; undefined where it is no absolute, normalised path. `path`: a binary string. */
export function nameBelow(path: string): string | undefined {
  if (path === '/') return '';
  const names = path.split('/').slice(1);
  const isPlain =
    path.startsWith('/') && !path.includes('\0') && names.every((name) => !['', '.', '..'].includes(name));
  return isPlain ? names.join('/') : undefined;
}

/** What is there in a snapshot's files; undefined where nothing is, or where a file stands on the way to it. */
export function lookBelow(files: string, name: string): Stats | undefined {
  const parts = name === '' ? [] : name.split('/');
  for (let end = 0; end < parts.length; end += 1) {
    if (look(files, parts.slice(0, end).join('/'))?.isDirectory() !== true) return undefined;
  }
  return look(files, name);
}

/** The names in a directory of a snapshot, as paths below its files. */
export function childrenOf(files: string, name: string): string[] {
  const directory = Buffer.concat([Buffer.from(`${files}/`), bytesOf(name)]);
  const front = name === '' ? '' : `${name}/`;
  return readdirSync(directory, { encoding: 'latin1' }).map((child) => front + child);
}

/** The roots of a snapshot as binary strings; none where its record is broken. */
export async function rootsOf(paths: MachinePaths, snapshot: string): Promise<string[]> {
  const record = await readSnapshotRecord(paths.complete(snapshot));
  return record.ok ? record.value.roots.map((root) => Buffer.from(root).toString('latin1')) : [];
}
