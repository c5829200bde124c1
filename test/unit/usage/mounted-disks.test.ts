/** Which mounts are disks, from tables as real machines have them. */
import { expect, test } from 'vitest';
import { findMountedDisks } from '../../../electron/space/mounted-disks';

const disksOf = (...lines: string[]): [path: string, others: readonly string[]][] =>
  findMountedDisks(
    lines
      .map((line, index) => `${index + 20} 1 0:${index} ${line.replace(' - ', ' rw,relatime - ')} rw`)
      .join('\n'),
  ).map(({ path, others }) => [path, others]);

test('the kernel’s, what is in memory, on the network or packed is no disk; what is plugged in is', () => {
  expect(
    disksOf(
      '/ /proc - proc proc',
      '/ /run - tmpfs tmpfs',
      '/ / - ext4 /dev/mapper/root',
      '/ /boot/efi - vfat /dev/nvme0n1p1',
      '/ /snap/core/1 - squashfs /dev/loop3',
      '/ /run/user/1000/doc - fuse.portal portal',
      '/ /run/user/1000/gvfs - fuse.gvfsd-fuse gvfsd-fuse',
      '/ /home/u/fuse - fuse.something /dev/fuse',
      '/ /net/nas - nfs4 nas:/export',
      '/ /mnt/share - cifs //nas/share',
      '/ /var/lib/docker/overlay2/x/merged - overlay overlay',
      '/ /media/u/My\\040disk - fuseblk /dev/sdb1',
      '/ /tank - zfs tank',
    ),
  ).toEqual([
    ['/', []],
    ['/tank', []],
    ['/boot/efi', []],
    ['/media/u/My disk', []],
  ]);
});

test('subvolumes are one disk; a bind mount, or a snapshot that holds the system, is not counted once more', () => {
  expect(
    disksOf(
      '/root / - btrfs /dev/nvme0n1p3',
      '/home /home - btrfs /dev/nvme0n1p3',
      '/home/u/work /srv/work - btrfs /dev/nvme0n1p3',
      '/ /data - ext4 /dev/sda1',
      '/films /srv/films - ext4 /dev/sda1',
    ),
  ).toEqual([
    ['/', ['/home']],
    ['/data', []],
  ]);
  // openSUSE: the system itself is a snapshot, in the subvolume of the snapshots.
  expect(
    disksOf(
      '/@/.snapshots/1/snapshot / - btrfs /dev/sda2',
      '/@/.snapshots /.snapshots - btrfs /dev/sda2',
      '/@/home /home - btrfs /dev/sda2',
      '/@/var /var - btrfs /dev/sda2',
    ),
  ).toEqual([['/', ['/var', '/home']]]);
});

test('of several at one place the last one counts, and the system is there whatever it is on', () => {
  expect(disksOf('/ / - overlay overlay', '/ /mnt - ext4 /dev/sda1', '/ /mnt - tmpfs none')).toEqual([
    ['/', []],
  ]);
  expect(findMountedDisks('garbage\n\n1 2')).toEqual([]);
});
