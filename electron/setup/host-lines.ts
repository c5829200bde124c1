/**
 * What makes a machine a backup host: a line for its authorized_keys, and one command that puts latchkey-host and that
 * line there. The laptop's key can do one thing on the host: ask for a backup.
 */
import type { HostWhere } from '../../shared/ipc-setup';
import { DEFAULT_FLOOR } from '../../shared/keep-defaults';
import { keepArguments } from '../../shared/keep-policy';
import { keyLine } from '../../shared/key-line';
import { shellLine, shellWord } from '../../process/shell-words';

/** Below that user's home. */
const PROGRAM = 'latchkey-host.mjs';
const KEYS = '.ssh/authorized_keys';

/** @param publicKey "ssh-ed25519 AAAA… comment" */
export function authorizedKeysLine({ reach, store, machine, keep }: HostWhere, publicKey: string): string {
  // "cd": wherever the host's sshd begins, the program and the store are found from the home directory.
  // Where anything is thinned out, the line shows the floor as well: its owner is to see both.
  const rules = keep === undefined ? [] : [...keepArguments(keep), '--floor', String(DEFAULT_FLOOR)];
  const tunnel = reach === 'tunnel' ? ['--allow-tunnel'] : [];
  const host = shellLine('node', PROGRAM, '--store', store, '--machine', machine, ...rules, ...tunnel);
  return keyLine(`cd && ${host}`, publicKey, reach === 'tunnel');
}

/** @param bundle absolute path of latchkey-host.mjs on this machine */
export function installCommand(where: HostWhere, publicKey: string, bundle: string): string {
  const [, blob = ''] = publicKey.split(' ');
  // The line comes first, then the program. An older line with the same key would win: it is taken out.
  const onHost = [
    `cd && umask 077 && mkdir -p .ssh ${shellWord(where.store)} && touch ${KEYS}`,
    `IFS= read -r line && cat > ${PROGRAM}`,
    `{ grep -vF ${blob} ${KEYS}; printf "%s\\n" "$line"; } > ${KEYS}.new`,
    `cat ${KEYS}.new > ${KEYS} && rm ${KEYS}.new`,
    `echo "latchkey-host and this laptop's key are in place. Back in Latchkey, test the connection."`,
    `for program in node rsync; do command -v $program > /dev/null || echo "First install $program on the host."; done`,
  ].join(' && ');
  const said = `printf '%s\\n' ${shellWord(authorizedKeysLine(where, publicKey))}`;
  // A person's own configuration may start something else there for a terminal.
  const ssh = shellLine(
    'ssh',
    '-T',
    '-o',
    'RemoteCommand=none',
    '--',
    where.destination,
    `sh -c ${shellWord(onHost)}`,
  );
  return `{ ${said}; cat ${shellWord(bundle)}; } | ${ssh}`;
}
