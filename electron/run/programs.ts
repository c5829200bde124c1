/** The programs that a run starts, by absolute path, and the Debian packages they come in. */
import { findProgram } from '../../process/find-program';
import { failure, success, type Result } from '../../shared/result';

export interface Programs {
  ssh: string;
  sshKeygen: string;
  sshd: string;
  rsync: string;
  mkfifo: string;
  /** Idle I/O priority is a courtesy; a machine without it backs up all the same. */
  ionice: string | null;
}

const NEEDED = [
  ['ssh', 'ssh', 'openssh-client'],
  ['sshKeygen', 'ssh-keygen', 'openssh-client'],
  ['sshd', 'sshd', 'openssh-server'],
  ['rsync', 'rsync', 'rsync'],
  ['mkfifo', 'mkfifo', 'coreutils'],
] as const;

/** Fails with program-missing, naming the first that is not there. */
export function findPrograms(): Result<Programs> {
  const found = {
    ssh: '',
    sshKeygen: '',
    sshd: '',
    rsync: '',
    mkfifo: '',
    ionice: findProgram('ionice') ?? null,
  };
  for (const [key, program, name] of NEEDED) {
    const path = findProgram(program);
    if (path === undefined) return failure({ code: 'program-missing', program, package: name });
    found[key] = path;
  }
  return success(found);
}
