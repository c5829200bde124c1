/**
 * A file with many hard links reaches, snapshot by snapshot, the most that a file system allows for one inode (ext4: 65,000).
 * rsync dies of the link that is one too many. In the next try the first link to the full inode fails, and rsync fetches
 * that file anew, with an inode of its own: so each try takes one such file out of the way, and loses nothing of the others.
 */
import type { PulledSnapshot } from './pull-snapshot';
import type { Result } from './result';

const MOST_TRIES = 5;

/**
 * @param pull with the trees to link from
 * @param setAside makes what has arrived a tree to link from, and returns all of them
 */
export async function pullUntilLinksFit(
  pull: (trees: readonly string[]) => Promise<Result<PulledSnapshot>>,
  trees: readonly string[],
  setAside: () => Promise<string[]>,
  log: (words: string) => void,
): Promise<Result<PulledSnapshot>> {
  let pulled = await pull(trees);
  for (let tries = 1; tries < MOST_TRIES; tries += 1) {
    if (pulled.ok || pulled.failure.code !== 'too-many-links') break;
    log(`${pulled.failure.path} has as many hard links in the store as it can: it is stored anew`);
    pulled = await pull(await setAside());
  }
  return pulled;
}
