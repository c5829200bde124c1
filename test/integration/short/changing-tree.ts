/** A tree that changes at random in all the ways that a backup has to notice, and a store's copy of it that is compared with it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { walkTree } from '../../../host/walk-tree';

export type Random = (below: number) => number;

/** The same numbers for the same seed: mulberry32. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const NAMES = [
  ...[
    'a',
    'b',
    'c d',
    '-n',
    '*star',
    '[x]',
    'q?',
    'back\\slash',
    'new\nline',
    '\xff\xfe',
    '\xc3\xbcml',
    '%41',
    '#',
  ],
  ...['\'quote"', '+ plus', '.dot', '\\#012', ' ', 'x.skip', 'deep', '[b\\*', '***'],
];

export class ChangingTree {
  readonly root: string;
  private readonly random: Random;
  private count = 0;

  constructor(root: string, random: Random) {
    this.root = root;
    this.random = random;
    mkdirSync(root);
    for (let made = 0; made < 30; made += 1) this.make();
  }

  /** One change, by name. */
  change(): string {
    const changes = [
      ...[
        'make',
        'make',
        'write',
        'write',
        'touch',
        'mode',
        'attribute',
        'attribute',
        'acl',
        'rename',
        'rename',
      ],
      ...[
        'swap',
        'remove',
        'link',
        'link',
        'replace',
        'retype',
        'sameLook',
        'lock',
        'unlock',
        'times',
        'reuse',
        'group',
      ],
    ] as const;
    const chosen = changes[this.random(changes.length)] ?? 'make';
    this[chosen]();
    return chosen;
  }

  /** A directory that cannot be read until what is returned is called. */
  lockDirectory(): () => void {
    const one = this.any(({ stats }) => stats.isDirectory());
    if (one === undefined) return () => undefined;
    const { mode } = lstatSync(this.at(one));
    chmodSync(this.at(one), [0, 0o300, 0o400][this.random(3)] ?? 0);
    return () => {
      chmodSync(this.at(one), mode);
    };
  }

  unlock(): void {
    for (const { path, stats } of this.entries()) {
      if (stats.isFile() && (stats.mode & 0o400) === 0) chmodSync(this.at(path), 0o644);
    }
  }

  get unreadable(): number {
    return this.entries().filter(({ stats }) => stats.isFile() && (stats.mode & 0o400) === 0).length;
  }

  private make(): void {
    const path = this.freeName();
    if (path === undefined) return;
    const kind = this.random(10);
    if (kind < 3) mkdirSync(path);
    else if (kind < 8) writeFileSync(path, this.words());
    else if (kind === 8) symlinkSync(`to ${this.random(5)}`, path);
    else execFileSync('xargs', ['-0', 'mkfifo', '--'], { input: path });
  }

  private write(): void {
    this.onFile((path) => {
      writeFileSync(path, this.words());
    });
  }

  private touch(): void {
    this.onFile((path) => {
      utimesSync(path, 1_000_000_000, 1_000_000_000 + this.random(1000));
    });
  }

  private times(): void {
    const one = this.any(() => true);
    if (one !== undefined) lutimesSync(this.at(one), 1_000_000_000, 1_200_000_000 + this.random(1000));
  }

  private mode(): void {
    const one = this.any(({ stats }) => stats.isFile() || stats.isDirectory());
    if (one !== undefined) chmodSync(this.at(one), 0o700 + this.random(0o100));
  }

  private lock(): void {
    const one = this.any(({ stats }) => stats.isFile());
    if (one !== undefined && this.random(2) === 0) chmodSync(this.at(one), 0);
  }

  private attribute(): void {
    const one = this.any(({ stats }) => stats.isFile() || stats.isDirectory());
    if (one === undefined) return;
    const set = ['-n', `user.test${this.random(2)}`, '-v', `value ${this.random(9)}`];
    const change = this.random(3) === 0 ? ['-x', `user.test${this.random(2)}`] : set;
    spawnSync('xargs', ['-0', 'setfattr', ...change, '--'], { input: this.at(one) });
  }

  private acl(): void {
    const one = this.any(({ stats }) => stats.isFile() || stats.isDirectory());
    if (one === undefined) return;
    if (this.random(2) === 0) {
      // Both at once, which rsync has its trouble with.
      spawnSync('xargs', ['-0', 'setfattr', '-n', 'user.beside', '-v', `${this.random(9)}`, '--'], {
        input: this.at(one),
      });
    }
    const changes = [
      ...[['-b'], ['-m', 'u:1:r'], ['-m', 'g:2:rw'], ['-m', `u:${this.random(9)}:rwx`]],
      ['-d', '-m', `u:${this.random(9)}:rwx`],
    ];
    const change = changes[this.random(changes.length)] ?? [];
    spawnSync('xargs', ['-0', 'setfacl', ...change, '--'], { input: this.at(one) });
  }

  private rename(): void {
    const one = this.any(() => true);
    const to = this.freeName();
    if (one === undefined || to === undefined) return;
    if (to.toString('latin1').startsWith(this.at(one).toString('latin1'))) return;
    renameSync(this.at(one), to);
  }

  private swap(): void {
    const [one, other] = [this.any(({ stats }) => stats.isFile()), this.any(({ stats }) => stats.isFile())];
    if (one === undefined || other === undefined || one === other) return;
    const between = Buffer.from(`${this.root}-between`);
    renameSync(this.at(one), between);
    renameSync(this.at(other), this.at(one));
    renameSync(between, this.at(other));
  }

  private remove(): void {
    const one = this.any(() => true);
    if (one !== undefined) execFileSync('xargs', ['-0', 'rm', '-rf', '--'], { input: this.at(one) });
  }

  private link(): void {
    const one = this.any(({ stats }) => stats.isFile());
    const to = this.freeName();
    if (one !== undefined && to !== undefined) linkSync(this.at(one), to);
  }

  /** One name of a group is another file now. */
  private group(): void {
    const one = this.any(({ stats }) => stats.isFile() && stats.nlink > 1);
    if (one === undefined) return;
    unlinkSync(this.at(one));
    writeFileSync(this.at(one), this.words());
  }

  /** Saved as editors save. */
  private replace(): void {
    this.onFile((path) => {
      const draft = Buffer.from(`${this.root}-draft`);
      writeFileSync(draft, this.words());
      renameSync(draft, path);
    });
  }

  /** Gone, and another file made at once, which may get its inode. */
  private reuse(): void {
    const to = this.freeName();
    this.onFile((path) => {
      const { size, mtimeMs } = lstatSync(path);
      unlinkSync(path);
      if (to === undefined) return;
      writeFileSync(to, Buffer.alloc(size, 'n'));
      utimesSync(to, mtimeMs / 1000, mtimeMs / 1000);
    });
  }

  private retype(): void {
    const one = this.any(() => true);
    if (one === undefined) return;
    execFileSync('xargs', ['-0', 'rm', '-rf', '--'], { input: this.at(one) });
    const kind = this.random(3);
    if (kind === 0) mkdirSync(this.at(one));
    else if (kind === 1) symlinkSync('elsewhere', this.at(one));
    else writeFileSync(this.at(one), this.words());
  }

  /** Other contents, of the same size and time. */
  private sameLook(): void {
    this.onFile((path) => {
      const { size, mtimeMs } = lstatSync(path);
      if (size === 0) return;
      const second = Math.floor(mtimeMs / 1000);
      // What other bytes can be linked for is told by the time as the tree has it from now on.
      utimesSync(path, second, second);
      writeFileSync(path, Buffer.alloc(size, 'u'));
      utimesSync(path, second, second);
    });
  }

  private onFile(act: (path: Buffer) => void): void {
    const one = this.any(({ stats }) => stats.isFile() && (stats.mode & 0o600) === 0o600);
    if (one !== undefined) act(this.at(one));
  }

  private words(): string {
    this.count += 1;
    return `words ${this.count}\n`.repeat(1 + this.random(3));
  }

  private freeName(): Buffer | undefined {
    const directories = this.entries().filter(
      ({ stats }) => stats.isDirectory() && (stats.mode & 0o700) === 0o700,
    );
    const into = directories[this.random(directories.length + 2)]?.path;
    const name = NAMES[this.random(NAMES.length)] ?? 'a';
    const path = this.at(into === undefined ? name : `${into}/${name}`);
    return lstatSync(path, { throwIfNoEntry: false }) === undefined ? path : undefined;
  }

  private any(fits: (entry: ReturnType<ChangingTree['entries']>[number]) => boolean): string | undefined {
    const fitting = this.entries().filter(fits);
    return fitting[this.random(Math.max(1, fitting.length))]?.path;
  }

  entries() {
    return [...walkTree(this.root)];
  }

  private at(path: string): Buffer {
    return Buffer.from(`${this.root}/${path}`, 'latin1');
  }
}

/** Everything about a tree but when its inodes were changed: of each entry kind, mode, size, time, contents, attributes. */
export function fingerprint(directory: string): string {
  const hash = createHash('sha256');
  for (const { path, stats } of [...walkTree(directory)].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const file = Buffer.from(`${directory}/${path}`, 'latin1');
    const { mtimeNs } = lstatSync(file, { bigint: true });
    hash.update(
      [path, stats.mode, stats.uid, stats.gid, stats.isFile() ? stats.size : 0, stats.ino, mtimeNs].join(' '),
      'latin1',
    );
    if (stats.isFile()) hash.update(readFileSync(file));
  }
  const attributes = execFileSync('getfattr', ['-R', '-d', '-m', '-', '--absolute-names', directory], {
    maxBuffer: 64 * 1024 * 1024,
  });
  // In the order of the directory, which is none.
  hash.update(attributes.toString('latin1').split('\n\n').sort().join('\n\n'));
  return hash.digest('hex');
}

/** Which paths are names of one file: of each such file its paths, sorted. */
export function linkGroups(directory: string, counts: (path: string) => boolean = () => true): string[] {
  const groups = new Map<number, string[]>();
  for (const { path, stats } of walkTree(directory)) {
    if (!stats.isFile() || !counts(path)) continue;
    groups.set(stats.ino, [...(groups.get(stats.ino) ?? []), path]);
  }
  return [...groups.values()]
    .filter(({ length }) => length > 1)
    .map((paths) => JSON.stringify(paths.sort()))
    .sort();
}
