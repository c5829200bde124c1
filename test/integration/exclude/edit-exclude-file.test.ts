import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  openExcludeFile,
  saveExcludeFile,
  type ExcludeFile,
} from '../../../electron/exclude/edit-exclude-file';

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lk-edit-'));
  path = join(directory, 'exclude');
});

afterEach(() => {
  chmodSync(directory, 0o700);
  rmSync(directory, { recursive: true });
});

function open(): ExcludeFile {
  const opened = openExcludeFile(path);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

const codeOf = (result: ReturnType<typeof saveExcludeFile>) => (result.ok ? 'saved' : result.failure.code);

test('every byte comes back, and the mode stays', () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  writeFileSync(path, bytes);
  chmodSync(path, 0o664);
  const file = open();
  expect(codeOf(saveExcludeFile(file, `${file.bytes}\nx\n`))).toBe('saved');
  expect(readFileSync(path)).toEqual(Buffer.concat([bytes, Buffer.from('\nx\n')]));
  expect(statSync(path).mode & 0o777).toBe(0o664);
  expect(readdirSync(directory)).toEqual(['exclude']);
});

test('a first list is made for its user alone, with the directory it is in', () => {
  path = join(directory, 'config/exclude');
  expect(codeOf(saveExcludeFile(open(), 'a\n'))).toBe('saved');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(open().bytes).toBe('a\n');
});

test('what is saved can be saved again', () => {
  const first = saveExcludeFile(open(), 'a\n');
  expect(first.ok && codeOf(saveExcludeFile(first.value, 'b\n'))).toBe('saved');
  expect(readFileSync(path, 'utf8')).toBe('b\n');
});

test('a list that an editor changed, replaced, removed or made meanwhile is left as it is', () => {
  const changes: [string | undefined, () => void][] = [
    [
      'a\n',
      () => {
        writeFileSync(path, 'edited\n');
      },
    ],
    // The same length and the same times: the content tells.
    [
      'a\n',
      () => {
        const { atime, mtime } = statSync(path);
        writeFileSync(path, 'b\n');
        utimesSync(path, atime, mtime);
      },
    ],
    [
      'a\n',
      () => {
        rmSync(path);
        writeFileSync(path, 'a\n');
      },
    ],
    [
      'a\n',
      () => {
        rmSync(path);
      },
    ],
    [
      undefined,
      () => {
        writeFileSync(path, 'new\n');
      },
    ],
  ];
  for (const [before, change] of changes) {
    rmSync(path, { force: true });
    if (before !== undefined) writeFileSync(path, before);
    const file = open();
    change();
    const there = readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'));
    expect(codeOf(saveExcludeFile(file, 'mine\n'))).toBe('exclude-list-changed');
    expect(readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'))).toEqual(there);
  }
});

test('a symbolic link stays one, and its target is what changes', () => {
  writeFileSync(join(directory, 'dotfiles'), 'a\n');
  symlinkSync('dotfiles', path);
  expect(codeOf(saveExcludeFile(open(), 'b\n'))).toBe('saved');
  expect(lstatSync(path).isSymbolicLink()).toBe(true);
  expect(readlinkSync(path)).toBe('dotfiles');
  expect(readFileSync(join(directory, 'dotfiles'), 'utf8')).toBe('b\n');
});

test('where it cannot be written or read, that is said and nothing is changed', () => {
  writeFileSync(path, 'a\n');
  const file = open();
  chmodSync(directory, 0o500);
  expect(codeOf(saveExcludeFile(file, 'b\n'))).toBe('exclude-list-unwritable');
  expect(readFileSync(path, 'utf8')).toBe('a\n');
  chmodSync(path, 0);
  expect(openExcludeFile(path)).toMatchObject({ ok: false, failure: { code: 'exclude-list-unreadable' } });
});
