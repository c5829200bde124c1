/**
 * The names of what a host wants of a root, for `--files-from=- --from0`: each is "./" and a path below the root, as the root's
 * list has it (shared/tree-list.ts), ended by a NUL. "./" in front brings the root's own attributes along, and keeps rsync from
 * taking "-", "#" or ";" for anything else.
 */

/** A host that wants more asks for the whole root. */
const MOST_NAMES = 100_000;
/** Of all names, each with its NUL. */
const MOST_NAME_BYTES = 8 * 1024 * 1024;

/** What rsync reads of a name (MAXPATHLEN, its NUL aside); it would cut a longer one, and send something else. */
const LONGEST_NAME = 4095;

/** `paths`: binary strings. In words why they cannot be named. */
export function formatWantedNames(paths: Iterable<string>): string | { reason: string } {
  let text = '';
  let count = 0;
  for (const path of paths) {
    const name = `./${path}`;
    if (name.length > LONGEST_NAME) return { reason: 'a path is too long' };
    text += `${name}\0`;
    count += 1;
  }
  return text.length > MOST_NAME_BYTES || count > MOST_NAMES ? { reason: 'too much has changed' } : text;
}
