/**
 * Which CACHEDIR.TAGs (https://bford.info/cachedir/) are honoured. A tag can be planted to hide what is deleted below it, at
 * once or months later. So one that appears is only trusted if it hides nothing that counted until then: its directory is new
 * since the snapshot that is compared with, and no file was moved into it. The share of a root's formerly counted files that a
 * tag may pass over is none, however long it waits. What is not trusted is counted, until the owner accepts it (release.ts).
 */
import { lstatSync } from 'node:fs';
import { readRegularFile } from '../../process/read-file';
import { look, placeIn } from './look';
import type { SeenFile } from './same-contents';

const TAG = 'CACHEDIR.TAG';
const TAG_SIGNATURE = 'Signature: 8a477f597d28d172789f06886806bc55';
const LARGEST_TAG = 65_536;
/** What does not fit is counted. */
export const MOST_TAGS = 1000;
export const LONGEST_TAGGED = 1000;

/** `directory`: below the tree, a binary string. What cannot be read holds no tag, and is counted. */
export function isTagged(tree: string, directory: string): boolean {
  const tag = placeIn(tree, `${directory}/${TAG}`);
  try {
    const found = lstatSync(tag, { throwIfNoEntry: false });
    if (found?.isFile() !== true || found.size > LARGEST_TAG) return false;
    return readRegularFile(tag, 'latin1').startsWith(TAG_SIGNATURE);
  } catch {
    return false;
  }
}

/**
 * The directories whose tag is trusted from the later snapshot on.
 *
 * @param honoured those that were while the two were compared
 * @param young files that the later one has and the earlier has not, with those that moved
 * @param moved where those are now that only moved
 */
export function trustedTags(
  before: string,
  after: string,
  honoured: ReadonlySet<string>,
  young: readonly SeenFile[],
  moved: readonly SeenFile[],
): string[] {
  const still = [...honoured].filter((directory) => isTagged(after, directory));
  const planted = new Set(
    young
      .filter(({ path }) => path.endsWith(`/${TAG}`))
      .map(({ path }) => path.slice(0, path.lastIndexOf('/')))
      .filter((path) => path.length <= LONGEST_TAGGED),
  );
  for (const { path } of planted.size > 0 ? moved : []) {
    for (const directory of directoriesAbove(path)) planted.delete(directory);
  }
  const clean = [...planted].filter((path) => isTagged(after, path) && look(before, path) === undefined);
  return [...new Set([...still, ...clean])].slice(0, MOST_TAGS);
}

function directoriesAbove(path: string): string[] {
  const above: string[] = [];
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    above.push(path.slice(0, slash));
  }
  return above;
}
