/** Why a login with a key fails before the host is asked: its modes, or a passphrase without an agent that knows it. */
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { readRegularFile } from '../../process/read-file';
import { runProgram } from '../../process/run-program';
import type { Failure } from '../../shared/failures';
import type { SshHostSettings } from '../../shared/settings';
import { printOptions } from './own-options';

interface Programs {
  ssh: string;
  sshKeygen: string;
}

/** Of a login that the host refused, with what ssh said; undefined where the host itself does not take the key. */
export async function explainRefusedLogin(
  programs: Programs,
  settings: SshHostSettings,
  stderr: readonly string[],
): Promise<Failure | undefined> {
  const open = stderr.map((line) => /^Load key "(.+)": bad permissions/.exec(line)?.[1]).find(Boolean);
  if (open !== undefined) return { code: 'call-key-open', path: open };
  const { locked, agent } = await look(programs, settings);
  if (locked === undefined || (await knowsKey(programs.ssh, agent, locked))) return undefined;
  return { code: 'call-key-locked', path: locked };
}

/**
 * The key that a login without a session's agent would need a passphrase for, as from cron or a timer; undefined where
 * there is another one, or the configuration names an agent's socket of its own that is there.
 */
export async function findLockedKey(
  programs: Programs,
  settings: SshHostSettings,
): Promise<string | undefined> {
  const { locked, ownAgent } = await look(programs, settings);
  return ownAgent ? undefined : locked;
}

interface KeysOfLogin {
  /** The first one, where all that are there have a passphrase. */
  locked: string | undefined;
  /** The socket of the agent that ssh would ask. */
  agent: string | undefined;
  /** That is a socket which the configuration names, and which is there without a session as well. */
  ownAgent: boolean;
}

/** The private keys that a login would offer from files; those that are there. */
export async function findLoginKeys(ssh: string, settings: SshHostSettings): Promise<string[]> {
  return keyFilesIn(await printedOptions(ssh, settings));
}

async function printedOptions(ssh: string, { sshArgs, destination }: SshHostSettings): Promise<string> {
  return (await runProgram({ file: ssh, args: printOptions(sshArgs, destination), timeoutMs: 10_000 }))
    .stdout;
}

function keyFilesIn(options: string): string[] {
  return [...options.matchAll(/^identityfile (.+)$/gm)].flatMap(([, file = '']) => {
    const path = pathOf(file);
    return existsSync(path) ? [path] : [];
  });
}

async function look({ ssh, sshKeygen }: Programs, settings: SshHostSettings): Promise<KeysOfLogin> {
  const stdout = await printedOptions(ssh, settings);
  const named = /^identityagent (.+)$/m.exec(stdout)?.[1];
  const isNamed = named !== undefined && named !== 'none' && !/^\$|^SSH_AUTH_SOCK$/.test(named);
  const files = keyFilesIn(stdout);
  const locks = await Promise.all(files.map((file) => isLocked(sshKeygen, file)));
  return {
    locked: locks.every(Boolean) ? files[0] : undefined,
    agent: isNamed ? pathOf(named) : named === 'none' ? undefined : process.env.SSH_AUTH_SOCK,
    ownAgent: isNamed && existsSync(pathOf(named)),
  };
}

/** As ssh reads it: from the home of the user database (ssh_config(5), IdentityFile). */
function pathOf(written: string): string {
  const { homedir } = userInfo();
  return resolve(written.replace(/^"(.*)"$/, '$1').replace(/^(~|%d)(?=\/)/, () => homedir));
}

/** ssh-keygen prints the public half of a key that it can read. */
async function isLocked(sshKeygen: string, file: string): Promise<boolean> {
  const read = await runProgram({ file: sshKeygen, args: ['-y', '-P', '', '-f', file], timeoutMs: 10_000 });
  return read.status !== 0 && read.stderr.includes('incorrect passphrase');
}

/** The agent then has signed with it, and the host has refused it. */
async function knowsKey(ssh: string, agent: string | undefined, file: string): Promise<boolean> {
  if (agent === undefined || !existsSync(`${file}.pub`)) return false;
  const listed = await runProgram({
    file: join(ssh, '../ssh-add'),
    args: ['-L'],
    env: { SSH_AUTH_SOCK: agent },
    timeoutMs: 10_000,
  });
  const [, blob = ''] = readRegularFile(`${file}.pub`, 'utf8').split(' ');
  return blob !== '' && listed.stdout.includes(blob);
}
