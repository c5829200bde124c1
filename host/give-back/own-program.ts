/** The words that start this program again when sshd does, whose PATH is short: for a line of authorized_keys. */
import { isAbsolute, resolve } from 'node:path';

/** Where the launcher finds a node by itself, whoever calls it. */
const ALWAYS_FOUND = /^\/usr\/(?:local\/)?bin\//;

export function ownProgram(): string[] {
  const { LATCHKEY_HOST_LAUNCHER: launcher } = process.env;
  const { execPath, versions, argv } = process;
  // The launcher stays where it is when an update moves all else; but a node of a person's own is in that person's PATH only.
  const isEnough = versions.electron !== undefined || ALWAYS_FOUND.test(execPath);
  if (launcher !== undefined && isAbsolute(launcher) && isEnough) return [launcher];
  return [execPath, resolve(argv[1] ?? '')];
}
