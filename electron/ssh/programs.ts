/** The programs that a run starts, by absolute path, and the Debian packages they come in. */
import { findProgram } from '../../process/find-program';
import { failure, success, type Result } from '../../shared/result';
import type { HostSettings } from '../../shared/settings';

export interface Programs {
  rsync: string;
  /** Idle I/O priority is a courtesy; a machine without it backs up all the same. */
  ionice: string | null;
  /** Null for a store on this machine: nobody is called, and no door is opened. */
  ssh: SshPrograms | null;
}

export interface SshPrograms {
  ssh: string;
  sshKeygen: string;
  sshd: string;
  mkfifo: string;
}

/** Fails with program-missing, naming the first that is not there of those that this kind of host takes. */
export function findPrograms(host: HostSettings['kind']): Result<Programs> {
  const rsync = find('rsync', 'rsync');
  if (!rsync.ok) return rsync;
  const ssh = host === 'ssh' ? findSshPrograms() : success(null);
  if (!ssh.ok) return ssh;
  return success({ rsync: rsync.value, ionice: findProgram('ionice') ?? null, ssh: ssh.value });
}

/** Fails with program-missing, naming the first that is not there. */
export function findSshPrograms(): Result<SshPrograms> {
  const ssh = find('ssh', 'openssh-client');
  if (!ssh.ok) return ssh;
  const sshKeygen = find('ssh-keygen', 'openssh-client');
  if (!sshKeygen.ok) return sshKeygen;
  const sshd = find('sshd', 'openssh-server');
  if (!sshd.ok) return sshd;
  const mkfifo = find('mkfifo', 'coreutils');
  if (!mkfifo.ok) return mkfifo;
  return success({
    ssh: ssh.value,
    sshKeygen: sshKeygen.value,
    sshd: sshd.value,
    mkfifo: mkfifo.value,
  });
}

function find(program: string, name: string): Result<string> {
  const path = findProgram(program);
  return path === undefined ? failure({ code: 'program-missing', program, package: name }) : success(path);
}
