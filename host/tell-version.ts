/** `latchkey-host --version`, and with `--verbose` what an answer to a report of trouble needs to know; it names nobody. */
import { programVersion } from '../process/program-version';
import { systemVersion } from '../process/system-version';
import { VERSION } from '../shared/version';

export async function versionText(verbose: boolean): Promise<string> {
  if (!verbose) return `${VERSION}\n`;
  const [rsync, ssh] = await Promise.all([programVersion('rsync', '--version'), programVersion('ssh', '-V')]);
  const lines = [
    `latchkey-host ${VERSION}`,
    `Node.js ${process.versions.node}`,
    `rsync: ${rsync}`,
    `ssh: ${ssh}`,
    `System: ${systemVersion()}`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}
