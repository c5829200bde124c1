/** A root whose disk is not mounted, told from one that is empty. */
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkMounted, describeFileSystem, rememberRoots } from '../../../electron/run/seen-roots';

let directory: string;
let state: string;
let root: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lk-seen-'));
  state = join(directory, 'state/seen-roots.json');
  root = join(directory, 'my data');
  mkdirSync(root);
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** As the kernel writes it, blanks escaped. */
function mountinfo(...mounts: [point: string, kind: string, source: string][]): string {
  const path = join(directory, 'mountinfo');
  const lines = mounts.map(([point, kind, source], index) => {
    const escaped = point.replaceAll(' ', '\\040');
    return `${index + 20} 1 8:${index} / ${escaped} rw,relatime shared:1 - ${kind} ${source} rw\n`;
  });
  writeFileSync(path, lines.join(''));
  return path;
}

test('a file system is told by its type and source, and whether the root is where it is mounted', () => {
  const system: [string, string, string] = ['/', 'ext4', '/dev/sda1'];
  expect(describeFileSystem(root, mountinfo(system))).toBe('ext4 /dev/sda1');
  expect(describeFileSystem(root, mountinfo(system, [root, 'xfs', '/dev/sdb1']))).toBe(
    'xfs /dev/sdb1 (mounted here)',
  );
  expect(describeFileSystem(root, mountinfo(system, [directory, 'btrfs', '/dev/sdc']))).toBe(
    'btrfs /dev/sdc',
  );
  expect(describeFileSystem(root, mountinfo(system, [`${root}2`, 'xfs', '/dev/sdb1']))).toBe(
    'ext4 /dev/sda1',
  );
  symlinkSync(root, join(directory, 'link'));
  expect(describeFileSystem(join(directory, 'link'), mountinfo(system, [root, 'xfs', '/dev/sdb1']))).toBe(
    'xfs /dev/sdb1 (mounted here)',
  );
  expect(describeFileSystem(root, join(directory, 'no such file'))).toBeUndefined();
});

test('what is known of a root outlives that it is empty, and is for this user alone', () => {
  expect(checkMounted(state, [root]).ok).toBe(true);
  writeFileSync(join(root, 'file'), 'x');
  rememberRoots(state, [root]);
  expect(statSync(state).mode & 0o777).toBe(0o600);
  rmSync(join(root, 'file'));
  rememberRoots(state, [root]);
  expect(checkMounted(state, [root]).ok).toBe(true);
  writeFileSync(
    state,
    JSON.stringify({ schemaVersion: 1, roots: { [root]: 'ext4 /dev/gone (mounted here)' } }),
  );
  expect(checkMounted(state, [root])).toEqual({ ok: false, failure: { code: 'root-not-mounted', root } });
  writeFileSync(join(root, 'file'), 'x');
  expect(checkMounted(state, [root]).ok).toBe(true);
});

test('a file of another kind says nothing', () => {
  mkdirSync(join(directory, 'state'));
  for (const text of ['', '{"schemaVersion":2}', '[]']) {
    writeFileSync(state, text);
    expect(checkMounted(state, [root]).ok).toBe(true);
  }
});
