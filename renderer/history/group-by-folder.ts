/** Paths under the folders that they are in: ten thousand files of one folder are one thing to decide. Pure. */
export interface Folder {
  path: string;
  names: string[];
}

/** In the order in which the folders come first. */
export function groupByFolder(paths: readonly string[]): Folder[] {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const cut = path.lastIndexOf('/');
    const folder = cut <= 0 ? '/' : path.slice(0, cut);
    const names = folders.get(folder);
    if (names === undefined) folders.set(folder, [path.slice(cut + 1)]);
    else names.push(path.slice(cut + 1));
  }
  return Array.from(folders, ([path, names]) => ({ path, names }));
}
