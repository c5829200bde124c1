/** What a call's failure is for certain, where ssh's words alone do not say it: by the keys on this machine. */
import type { Failure } from '../../shared/failures';
import type { SshHostSettings } from '../../shared/settings';
import { readChangedKey } from './changed-host-key';
import { explainRefusedLogin } from './login-keys';

export async function explainFailure(
  failure: Failure,
  stderr: readonly string[],
  programs: { ssh: string; sshKeygen: string },
  settings: SshHostSettings,
): Promise<Failure> {
  switch (failure.code) {
    case 'host-key-not-trusted':
      return (await readChangedKey(programs.sshKeygen, stderr)) ?? failure;
    case 'host-login-refused':
      return (await explainRefusedLogin(programs, settings, stderr)) ?? failure;
    default:
      return failure;
  }
}
