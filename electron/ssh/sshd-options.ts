/**
 * How the one-time sshd is started: without any configuration file, and with every door shut but the one
 * (sshd_config(5), OpenSSH 9.2). `authorizedKeysLine` and the forced command belong to it.
 */
import { join } from 'node:path';
import { shellLine } from '../../process/shell-words';

export interface SshdFiles {
  runDirectory: string;
  hostKey: string;
  authorizedKeys: string;
}

/** Arguments for `sshd -i`: it serves the connection on its stdin and logs to its stderr. */
export function sshdArguments(files: SshdFiles, user: string, forcedCommand: string): string[] {
  const options: Record<string, string> = {
    HostKey: configWord(files.hostKey),
    AuthorizedKeysFile: configWord(files.authorizedKeys),
    ForceCommand: forcedCommand,
    AllowUsers: userPattern(user),
    AuthenticationMethods: 'publickey',
    PubkeyAuthentication: 'yes',
    PubkeyAcceptedAlgorithms: 'ssh-ed25519',
    HostKeyAlgorithms: 'ssh-ed25519',
    PasswordAuthentication: 'no',
    KbdInteractiveAuthentication: 'no',
    HostbasedAuthentication: 'no',
    GSSAPIAuthentication: 'no',
    UsePAM: 'no',
    // The keys file lies in our own 0700 run directory; a home directory with loose permissions must not matter.
    StrictModes: 'no',
    MaxAuthTries: '3',
    MaxSessions: '1',
    LoginGraceTime: '20',
    DisableForwarding: 'yes',
    AllowTcpForwarding: 'no',
    AllowStreamLocalForwarding: 'no',
    AllowAgentForwarding: 'no',
    PermitTunnel: 'no',
    X11Forwarding: 'no',
    PermitTTY: 'no',
    PermitUserRC: 'no',
    PermitUserEnvironment: 'no',
    Compression: 'no',
    ClientAliveInterval: '15',
    ClientAliveCountMax: '4',
    UseDNS: 'no',
    PrintMotd: 'no',
    PidFile: 'none',
    LogLevel: 'INFO',
    SetEnv: sessionEnvironment(files.runDirectory),
  };
  return [
    '-i',
    '-e',
    '-f',
    '/dev/null',
    ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
  ];
}

/**
 * sshd reads a pattern (and a host behind "@") where we mean one name, and splits at blanks: "?" stands for whatever it
 * would misread. sshd, which runs as this user, can let in nobody else anyhow.
 */
function userPattern(user: string): string {
  return user.replace(/[^\w.$\u0080-\u{10ffff}-]/gu, '?');
}

/**
 * sshd starts the forced command through the user's login shell, and what a start-up file prints would end up in
 * the transfer. bash reads ~/.bashrc for a command that comes over the network, but only at SHLVL 0; zsh looks
 * for its .zshenv in ZDOTDIR. An Electron must know that it is to run the guard as plain Node.
 */
function sessionEnvironment(runDirectory: string): string {
  const variables = ['SHLVL=2', `ZDOTDIR=${runDirectory}`];
  if ('electron' in process.versions) variables.push('ELECTRON_RUN_AS_NODE=1');
  return variables.map(configWord).join(' ');
}

/** The forced command: a shell line that becomes the guard. */
export function forcedCommand(runtime: string, guard: string, runDirectory: string): string {
  return `exec ${shellLine(runtime, guard, runDirectory)}`;
}

/**
 * One line of the authorized-keys file. `restrict` denies everything, present and future; `from` names the peers
 * once more for sshd itself.
 */
export function authorizedKeysLine(publicKey: string, fromPatterns: string): string {
  return `restrict,from="${fromPatterns}" ${publicKey}\n`;
}

export function sshdFilesIn(runDirectory: string): SshdFiles {
  return {
    runDirectory,
    hostKey: join(runDirectory, 'host-key'),
    authorizedKeys: join(runDirectory, 'authorized_keys'),
  };
}

/** sshd splits some values at blanks, takes quotes for grouping and expands per cent signs. */
function configWord(word: string): string {
  return `"${word.replaceAll('%', '%%').replace(/[\\"]/g, '\\$&')}"`;
}
