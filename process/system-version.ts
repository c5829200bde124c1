/** The distribution, kernel and processor, for a report of trouble (os-release(5)). */
import { arch, release, type } from 'node:os';
import { readRegularFile } from './read-file';

export function systemVersion(): string {
  const name = /^PRETTY_NAME="?(.*?)"?$/m.exec(osRelease())?.[1] ?? 'unknown distribution';
  return `${name}, ${type()} ${release()}, ${arch()}`;
}

function osRelease(): string {
  for (const file of ['/etc/os-release', '/usr/lib/os-release']) {
    try {
      return readRegularFile(file, 'utf8');
    } catch {
      // The other one.
    }
  }
  return '';
}
