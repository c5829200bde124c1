/** Whether this checkout is what its version says it is: committed, tagged, and of one mind about the version. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { sourceDate } from '../packaging/tidy-tree.mjs';

/** @typedef {{ version: string, packages?: Record<string, { version: string }> }} Versioned */

/**
 * Throws with all that is in the way, a line each.
 *
 * @param {string} checkout
 * @returns `commit` in full; `date`: SOURCE_DATE_EPOCH, or the commit's, in seconds
 */
export async function readyToRelease(checkout) {
  /** @param {string[]} args */
  const git = async (...args) => (await execa('git', ['-C', checkout, ...args], { reject: false })).stdout;
  /** @param {string} name */
  const read = (name) => readFile(join(checkout, name), 'utf8');
  /** @type {Versioned} */
  const { version } = JSON.parse(await read('package.json'));
  /** @type {Versioned} */
  const lock = JSON.parse(await read('package-lock.json'));
  const [, heading] = /^## (.+)$/m.exec(await read('CHANGELOG.md')) ?? [];
  const [, described, on] =
    /<release version="([^"]*)" date="([^"]*)"/.exec(
      await read('packaging/arpa.home.latchkey.metainfo.xml'),
    ) ?? [];
  const commit = await git('rev-parse', 'HEAD');
  const tag = `v${version}`;

  const problems = [];
  if (commit === '') problems.push('this is no checkout of git');
  else if ((await git('status', '--porcelain')) !== '') {
    problems.push('there are changes that are not committed, or files that are not in git (git status)');
  }
  if (lock.version !== version || lock.packages?.['']?.version !== version) {
    problems.push(`package-lock.json has another version than ${version} (npm install --package-lock-only)`);
  }
  if (heading !== `${version} (${on})`) {
    problems.push(`CHANGELOG.md begins with "## ${heading}", not with "## ${version} (${on ?? 'DATE'})"`);
  }
  if (described !== version) problems.push(`the metainfo's newest release is ${described}, not ${version}`);
  if (commit !== '' && (await git('rev-parse', '--verify', '--quiet', `${tag}^{commit}`)) !== commit) {
    problems.push(`the tag ${tag} is not on this commit (git tag --sign ${tag})`);
  }
  if (problems.length > 0) throw new Error(['this is not a release yet:', ...problems].join('\n  '));
  return { version, commit, date: sourceDate() ?? Number(await git('log', '-1', '--format=%ct')) };
}
