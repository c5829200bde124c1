/** Disks as a laptop has them. */
import type { Disk } from '../../shared/disk';

const GIGABYTE = 1e9;
/** The first one holds the sample laptop's 412 GB. */
export const SAMPLE_DISKS: Disk[] = [
  {
    ...{ id: 1, path: '/home/you', device: '/dev/nvme0n1p3', kind: 'ext4' },
    ...{ used: 470 * GIGABYTE, reserved: 50 * GIGABYTE, free: 480 * GIGABYTE },
  },
  {
    ...{ id: 2, path: '/media/you/Backups', device: '/dev/sdb1', kind: 'ext4' },
    ...{ used: 1300 * GIGABYTE, reserved: 100 * GIGABYTE, free: 600 * GIGABYTE },
  },
];
