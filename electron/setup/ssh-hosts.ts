/** The hosts that a person has given names to: the plain ones of ~/.ssh/config (ssh_config(5), "Host"). */
import { readRegularFile } from '../../process/read-file';

const MOST = 20;

export function readSshHosts(path: string): string[] {
  try {
    return parseSshHosts(readRegularFile(path, 'utf8'));
  } catch {
    return [];
  }
}

/** Without patterns, which are no hosts. */
export function parseSshHosts(config: string): string[] {
  const names = config.split(/\r?\n/).flatMap((line) => {
    const [, rest] = /^\s*host(?:\s+|\s*=\s*)(.+)$/i.exec(line) ?? [];
    return (rest ?? '').split(/\s+/).map((name) => name.replace(/^"(.*)"$/, '$1'));
  });
  const plain = names.filter((name) => /^[A-Za-z0-9_][^*?!\s"'#]*$/.test(name));
  return [...new Set(plain)].slice(0, MOST);
}
