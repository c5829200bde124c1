/**
 * The packages, built twice from the commit itself, and compared byte for byte: in directories of other names, at other
 * moments, with another umask, time zone and language. What differs would be something that nobody can check.
 */
import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import process from 'node:process';
import { execa } from 'execa';

const SURROUNDINGS = [
  { name: 'one', umask: '022', env: { TZ: 'UTC', LC_ALL: 'C.UTF-8' } },
  { name: 'the other one', umask: '077', env: { TZ: 'Pacific/Kiritimati', LC_ALL: 'C' } },
];

/**
 * @param {{ checkout: string, workshop: string, commit: string, date: number, electron: string | undefined }} wanted
 *   `workshop`: a directory for it; `electron`: its directory, without which only the host's package is made
 * @returns the files of the first build
 */
export async function buildTwice({ checkout, workshop, commit, date, electron }) {
  /** @type {string[][]} */
  const builds = [];
  for (const { name, umask, env } of SURROUNDINGS) {
    const source = join(workshop, name);
    const out = join(workshop, `made in ${name}`);
    await exportCommit(checkout, commit, source);
    const make = ['scripts/make.mjs', '--out', out, ...(electron === undefined ? ['--host-only'] : [])];
    const chosen = electron === undefined ? {} : { ELECTRON_OVERRIDE_DIST_PATH: electron };
    await execa('sh', ['-euc', 'umask "$1"; shift; exec "$@"', 'sh', umask, process.execPath, ...make], {
      ...{ cwd: source, stdin: 'ignore', stdout: 'pipe', stderr: 'inherit' },
      env: { ...env, ...chosen, SOURCE_DATE_EPOCH: String(date) },
    });
    const entries = await readdir(join(out, 'make'), { recursive: true, withFileTypes: true });
    builds.push(
      entries.flatMap((entry) => (entry.isFile() ? join(entry.parentPath, entry.name) : [])).sort(),
    );
  }
  const [one = [], other = []] = builds;
  await compare(one, other);
  return one;
}

/** What git has of it, with the npm packages that are installed here. @param {string} checkout @param {string} commit @param {string} into */
async function exportCommit(checkout, commit, into) {
  await mkdir(into);
  const { stdout } = await execa('git', ['-C', checkout, 'archive', '--format=tar', commit], {
    encoding: 'buffer',
  });
  await execa('tar', ['-x', '-C', into], { input: stdout });
  const modules = join(checkout, 'node_modules/.');
  const linked = await execa('cp', ['--archive', '--link', modules, join(into, 'node_modules')], {
    reject: false,
  });
  // Where they lie on another file system.
  if (linked.failed)
    await cp(modules, join(into, 'node_modules'), { recursive: true, verbatimSymlinks: true });
}

/** @param {readonly string[]} one @param {readonly string[]} other */
async function compare(one, other) {
  const names = (/** @type {readonly string[]} */ files) => files.map((file) => basename(file)).join(', ');
  if (names(one) !== names(other))
    throw new Error(`two builds made other files: ${names(one)}; ${names(other)}`);
  for (const [index, file] of one.entries()) {
    if (!(await readFile(file)).equals(await readFile(other[index] ?? ''))) {
      throw new Error(`two builds of ${basename(file)} differ, so nobody could check what is in it`);
    }
  }
}
