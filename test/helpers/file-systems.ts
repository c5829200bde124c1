/** The file systems that scripts/setup/file-systems.sh has made, and why it could not make others. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const FILE_SYSTEM_KINDS = [
  'ext4',
  'ext4-128',
  'xfs',
  'btrfs',
  'ntfs',
  'ntfs-without-modes',
  'ntfs-ignore-case',
] as const;
export type FileSystemKind = (typeof FILE_SYSTEM_KINDS)[number];

/** Where one is mounted, or why there is none. */
export type TestFileSystem = { directory: string } | { missing: string };

export function testFileSystem(kind: FileSystemKind): TestFileSystem {
  const place = process.env.LATCHKEY_TEST_FILE_SYSTEMS;
  if (place === undefined || !existsSync(join(place, 'list'))) {
    return { missing: 'the tests were not started by "npm test"' };
  }
  const line = readFileSync(join(place, 'list'), 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${kind} `));
  const [, made, ...reason] = line?.split(' ') ?? [];
  if (made === 'yes') return { directory: join(place, kind) };
  if (made !== 'no' || reason.length === 0)
    throw new Error(`the list of file systems does not say what became of ${kind}`);
  return { missing: reason.join(' ') };
}
