/** Whether `path` is `root` or below it; both absolute and normalised. */
export function isInside(path: string, root: string): boolean {
  return path === root || path.startsWith(root === '/' ? '/' : `${root}/`);
}
