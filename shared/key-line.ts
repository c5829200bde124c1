/** A laptop's line in the authorized_keys of its host (sshd(8), AUTHORIZED_KEYS FILE FORMAT). */

/** For a tunnel the host has to let the laptop listen on the host's own loopback, and nothing else. */
const TUNNEL = 'restrict,port-forwarding,permitopen="127.0.0.1:1",permitlisten="127.0.0.1:*"';

/**
 * @param command for the shell of the host's user
 * @param publicKey "ssh-ed25519 AAAA… comment"
 */
export function keyLine(command: string, publicKey: string, tunnel: boolean): string {
  // A double quote in an option is written with a backslash before it.
  return `command="${command.replaceAll('"', '\\"')}",${tunnel ? TUNNEL : 'restrict'} ${publicKey}`;
}
