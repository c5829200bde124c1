/** What Debian's lintian finds in a package that the package does not account for. */
import { spawnSync } from 'node:child_process';

/** Of the packages of tests, which are not compressed. */
const OF_QUICK_BUILDS = ['uses-no-compression-for-control-tarball', 'uses-no-compression-for-data-tarball'];

/**
 * @param among `warnings` and errors alone, for what others have built, or down to what only a pedant minds
 * @returns a line for each finding, overridden ones left out
 */
export function lintianFindings(deb: string, among: 'warnings' | 'everything' = 'everything'): string[] {
  const level = among === 'everything' ? ['--pedantic', '--display-info'] : [];
  const options = ['--no-cfg', ...level, '--suppress-tags', OF_QUICK_BUILDS.join(',')];
  const { stdout, stderr, error } = spawnSync('lintian', [...options, deb], { encoding: 'utf8' });
  if (error) throw error;
  if (stderr !== '') throw new Error(stderr);
  return stdout.split('\n').filter((line) => line !== '' && !line.startsWith('N:'));
}
