/** A disk as it is mounted. */
import * as z from 'zod';

export const diskId = z.int().min(1);

export const diskSchema = z.object({
  id: diskId,
  /** Where it is mounted, safe to show. */
  path: z.string(),
  /** What the system calls it: "/dev/nvme0n1p2". */
  device: z.string(),
  /** Of file system: "ext4". */
  kind: z.string(),
  /** Bytes; together they are the whole file system. `free`: for this user; `reserved`: not used, and not for them. */
  used: z.number(),
  reserved: z.number(),
  free: z.number(),
});
export type Disk = z.infer<typeof diskSchema>;
