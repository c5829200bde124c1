/** A disk that people pull out when they have seen "done": what tells it, and how long is gone on with there. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { workAfterBackup } from '../../../host/proof/after-backup';
import { checksumsOf } from '../../../host/proof/checksums';
import { isOnRemovableDisk } from '../../../host/proof/removable';
import { MachinePaths } from '../../../host/store-layout';
import { makeSnapshots } from '../../helpers/made-snapshots';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'latchkey-removable-'));
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(directory, { recursive: true });
});

describe('a removable disk', () => {
  /** A device as the kernel tells of it, under the number of the file system that the tests are on. */
  function sysWith(device: string, files: Record<string, string>): string {
    const { dev } = statSync(directory);
    const number = `${(dev >>> 8) & 0xfff}:${(dev & 0xff) | ((dev >>> 12) & ~0xff)}`;
    const sys = join(directory, 'sys');
    mkdirSync(join(sys, 'dev/block'), { recursive: true });
    mkdirSync(join(sys, 'devices', device), { recursive: true });
    symlinkSync(`../../devices/${device}`, join(sys, 'dev/block', number));
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(join(sys, 'devices', file, '..'), { recursive: true });
      writeFileSync(join(sys, 'devices', file), content);
    }
    return sys;
  }

  // A file system without a device of its own (tmpfs, overlay) has no line in /sys.
  const hasDevice = statSync(tmpdir()).dev >>> 8 !== 0;

  it.runIf(hasDevice).each([
    ['a partition on a USB disk', 'pci0/usb1/1-2/block/sdb/sdb1', {}, true],
    ['a card', 'pci0/mmc/block/mmcblk0/mmcblk0p1', { 'pci0/mmc/block/mmcblk0/removable': '1\n' }, true],
    [
      'a disk that is built in',
      'pci0/ata1/block/sda/sda1',
      { 'pci0/ata1/block/sda/removable': '0\n' },
      false,
    ],
  ])('%s', (_, device, files, expected) => {
    expect(isOnRemovableDisk(directory, sysWith(device, files))).toBe(expected);
  });

  it('is none where nobody knows', () => {
    expect(isOnRemovableDisk(directory, '/nowhere')).toBe(false);
    expect(isOnRemovableDisk('/nowhere')).toBe(false);
  });
});

describe('what goes on after a backup', () => {
  function isBeingRead(name: string): boolean {
    return readdirSync('/proc/self/fd').some((descriptor) => {
      try {
        return basename(readlinkSync(join('/proc/self/fd', descriptor))) === name;
      } catch {
        return false;
      }
    });
  }

  it.each([
    [true, 'ends within a minute on a removable disk, in the middle of a file, and lets go of it'],
    [false, 'goes on for as long as it takes on any other'],
  ])('removable: %s: %s', async (isRemovable) => {
    const paths = new MachinePaths(directory, 'laptop');
    mkdirSync(paths.directory);
    const [snapshot = ''] = makeSnapshots(paths.directory, [{ age: 3600, files: { image: '' } }]);
    symlinkSync(snapshot, paths.latest);
    truncateSync(join(paths.complete(snapshot), 'files/image'), 500 * 1024 ** 2);
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const ended = workAfterBackup(paths, 300, new AbortController().signal, isRemovable);
    while (!isBeingRead('image')) await nextTurn();
    vi.advanceTimersByTime(60_000);
    await ended;
    expect(isBeingRead('image')).toBe(false);
    expect(checksumsOf(paths.complete(snapshot))?.finished ?? false).toBe(!isRemovable);
    expect(readdirSync(paths.directory)).not.toContain('.care-lock');
  });
});
