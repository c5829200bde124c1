/** How to install a Debian package that is missing. */

const SSH_SERVER = 'openssh-server';

/** Whoever installs Debian's sshd, of which Latchkey needs the program alone, has a server on port 22 from then on. */
export const SSH_SERVER_OFF = 'sudo systemctl disable --now ssh ssh.socket';

export function installCommand(packageName: string): string {
  return `sudo apt install ${packageName}`;
}

/** True where the package also starts a server, which SSH_SERVER_OFF ends. */
export function startsServer(packageName: string): boolean {
  return packageName === SSH_SERVER;
}
