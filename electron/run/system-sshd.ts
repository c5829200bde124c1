/** Whether this machine has its own ssh door open, which Latchkey does not need. */
import { readFileSync } from 'node:fs';

const LISTENING = '0A';
const SSH_PORT = '0016';

/** True where root listens on port 22, be it sshd or systemd on its behalf (proc(5), /proc/net/tcp). */
export function systemSshdListens(tables = ['/proc/net/tcp', '/proc/net/tcp6']): boolean {
  return tables.flatMap(readTable).some((fields) => {
    const [, local = '', , state = '', , , , uid = ''] = fields;
    return state === LISTENING && uid === '0' && local.endsWith(`:${SSH_PORT}`);
  });
}

function readTable(path: string): string[][] {
  try {
    return readFileSync(path, 'latin1')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/));
  } catch {
    return [];
  }
}
