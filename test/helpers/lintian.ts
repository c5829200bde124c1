/** What Debian's lintian finds in a package, down to what only a pedant minds, that the package does not account for. */
import { spawnSync } from 'node:child_process';

/** Of the packages of tests, which are not compressed. */
const OF_QUICK_BUILDS = ['uses-no-compression-for-control-tarball', 'uses-no-compression-for-data-tarball'];

/** @returns a line for each finding, overridden ones left out; an override that is not needed is a finding as well */
export function lintianFindings(deb: string): string[] {
  const options = ['--no-cfg', '--pedantic', '--display-info', '--suppress-tags', OF_QUICK_BUILDS.join(',')];
  const { stdout, stderr, error } = spawnSync('lintian', [...options, deb], { encoding: 'utf8' });
  if (error) throw error;
  if (stderr !== '') throw new Error(stderr);
  return stdout.split('\n').filter((line) => line !== '' && !line.startsWith('N:'));
}
