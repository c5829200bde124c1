/**
 * Filter rules that let a few files through and nothing else: each file, the directories above it, and `- *`. They come
 * behind the laptop's own list, which has decided before them.
 */

/** For `--exclude-from` with `--from0`, so that any byte can stand in a name. `below`: binary strings, below the root. */
export function sampleRules(below: readonly string[]): Buffer {
  const rules = new Set<string>();
  for (const path of below) {
    const names = path.split('/');
    for (let length = 1; length < names.length; length += 1) {
      rules.add(`+ /${asPattern(names.slice(0, length).join('/'))}/`);
    }
    rules.add(`+ /${asPattern(path)}`);
  }
  return Buffer.from([...rules, '- *'].map((rule) => `${rule}\0`).join(''), 'latin1');
}

/** A backslash means itself to rsync as long as there is no wildcard beside it. */
export function asPattern(path: string): string {
  return /[*?[]/.test(path) ? path.replace(/[*?[\\]/g, '\\$&') : path;
}

/**
 * Rules of the laptop's that bring something in would send names that `- *` on this side does not expect: rsync takes that
 * for an attack and ends with code 4.
 */
export function hasIncludeRules(excludeList: string): boolean {
  return /^\+ /m.test(excludeList);
}
