/** A small file system that several programs use one after another, as it is in mounts of the test's own. */
import { ownMounts, type OwnMounts } from './own-mounts';

export type SmallFileSystem = Omit<OwnMounts, 'mount'>;

/** Over `directory`. @param options such as "size=64m" */
export async function mountSmall(directory: string, options: string): Promise<SmallFileSystem> {
  const mounts = await ownMounts();
  mounts.mount('-t', 'tmpfs', '-o', options, 'none', directory);
  return mounts;
}
