/** A directory tree as a text for each entry, so that two trees can be compared whole: names are bytes, not characters. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync, type BigIntStats } from 'node:fs';

const SLASH = Buffer.from('/');

/** Every entry below `root` and `root` itself, as binary strings relative to it. */
export function pathsBelow(root: string): string[] {
  const walk = (directory: Buffer): Buffer[] =>
    readdirSync(directory, { encoding: 'buffer' }).flatMap((name) => {
      const path = Buffer.concat([directory, SLASH, name]);
      return lstatSync(path).isDirectory() ? [path, ...walk(path)] : [path];
    });
  const start = Buffer.from(root);
  return walk(start)
    .map((path) => path.subarray(start.length + 1).toString('latin1'))
    .sort();
}

/** Type, mode, owner, size, time, links, target, content, holes, ACL and attributes: path -> words. */
export function describeTree(root: string): Map<string, string> {
  const paths = ['.', ...pathsBelow(root)];
  const stats = new Map(paths.map((path) => [path, lstatSync(at(root, path), { bigint: true })]));
  const namesOf = new Map<bigint, string[]>();
  for (const [path, { ino }] of stats) namesOf.set(ino, [...(namesOf.get(ino) ?? []), path]);
  const acls = blocksOf(execFileSync('getfacl', ['-R', '-P', '-n', '.'], { cwd: root }));
  const attributes = blocksOf(
    execFileSync('getfattr', ['-R', '-h', '-d', '-m', '^user\\.', '.'], { cwd: root }),
  );
  const described = new Map<string, string>();
  for (const [path, stat] of stats) {
    const names = stat.isDirectory() ? [] : (namesOf.get(stat.ino) ?? []);
    described.set(path, `${describeEntry(at(root, path), stat)} names=${JSON.stringify(names)}`);
  }
  described.set('(ACLs)', acls);
  described.set('(extended attributes)', attributes);
  return described;
}

/** One entry in the words of {@link describeTree}, but for its names: nothing beside it is looked at. */
export function describeAlone(root: string, path: string): string {
  return describeEntry(at(root, path), lstatSync(at(root, path), { bigint: true }));
}

export function at(root: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(root), SLASH, Buffer.from(path, 'latin1')]);
}

function describeEntry(path: Buffer, stat: BigIntStats): string {
  const common = `mode=${stat.mode.toString(8)} owner=${stat.uid}:${stat.gid} mtime=${stat.mtimeNs}`;
  if (stat.isSymbolicLink()) return `${common} -> ${readlinkSync(path, { encoding: 'latin1' })}`;
  if (!stat.isFile()) return common;
  const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
  const sparse = stat.blocks * 512n < stat.size;
  return `${common} size=${stat.size} sparse=${sparse} content=${hash}`;
}

/** getfacl and getfattr walk in the file system's order. */
function blocksOf(output: Buffer): string {
  return output.toString('latin1').split('\n\n').sort().join('\n\n');
}
