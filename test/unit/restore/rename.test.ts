/** Another name, but never one that is taken: by the kernel's call, and by hand where that is not there. */
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { renameByHand, renameNoReplace } from '../../../electron/restore/rename-no-replace';

let directory: string;
const at = (name: string): string => join(directory, name);

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lk-rename-'));
  mkdirSync(at('full/below'), { recursive: true });
  mkdirSync(at('empty'));
  writeFileSync(at('full/file'), 'in full');
  writeFileSync(at('file'), 'file');
  symlinkSync('nowhere', at('link'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

describe.each([
  ['by the kernel', renameNoReplace],
  ['by hand', renameByHand],
])('%s', (_, rename) => {
  test.each(['file', 'link', 'full', 'empty'])('%s gets a name that is free', (name) => {
    const before = lstatSync(at(name), { bigint: true });
    expect(rename(at(name), at('new'))).toBe('done');
    const after = lstatSync(at('new'), { bigint: true });
    expect([after.ino, after.mode, after.mtimeNs]).toEqual([before.ino, before.mode, before.mtimeNs]);
    expect(readdirSync(directory)).not.toContain(name);
  });

  test.each(['file', 'link', 'full', 'empty'])('%s gets none that is taken, by whatever', (name) => {
    for (const taken of ['file', 'link', 'full', 'empty'].filter((other) => other !== name)) {
      expect(rename(at(name), at(taken)), taken).toBe('taken');
    }
    expect(readdirSync(directory).sort()).toEqual(['empty', 'file', 'full', 'link']);
    expect(readFileSync(at('file'), 'utf8')).toBe('file');
    expect(readFileSync(at('full/file'), 'utf8')).toBe('in full');
    expect(readlinkSync(at('link'))).toBe('nowhere');
  });

  test('a hard link stays one', () => {
    linkSync(at('file'), at('second'));
    expect(rename(at('second'), at('new'))).toBe('done');
    expect(lstatSync(at('new')).ino).toBe(lstatSync(at('file')).ino);
  });

  test('another file system is told as that, and what cannot be is said', () => {
    // /dev/shm is one of its own wherever tests run.
    expect(rename(at('file'), `/dev/shm/lk-rename-${process.pid}`)).toBe('other-file-system');
    chmodSync(at('full'), 0o500);
    expect(rename(at('file'), at('full/new'))).toEqual({
      other: expect.stringContaining('EACCES') as string,
    });
    chmodSync(at('full'), 0o700);
    expect(rename(at('none'), at('new'))).toEqual({ other: expect.stringContaining('ENOENT') as string });
    expect(readdirSync(directory).sort()).toEqual(['empty', 'file', 'full', 'link']);
  });
});
