/**
 * Ties rsync's life to the guard's: the kernel sends rsync SIGKILL when the guard is gone, whatever ended it
 * (prctl(2), PR_SET_PDEATHSIG; Node has no call for it, util-linux's setpriv has, and the setting survives its exec).
 *
 * EOF on rsync's input alone is not enough. While rsync writes it does not act on it (perform_io() in io.c): with the run
 * and the guard killed at once, it would go on with the files that the peer had already asked for.
 */
import { spawnSync } from 'node:child_process';

type Argv = readonly [program: string, ...rest: string[]];

const SETPRIV = '/usr/bin/setpriv';
const OPTIONS = ['--pdeathsig', 'KILL'] as const;

/** The vector as it is where there is no such setpriv (before util-linux 2.33, or busybox): EOF must do there. */
export function dieWithGuard(argv: Argv): Argv {
  const tried = spawnSync(SETPRIV, [...OPTIONS, SETPRIV, '--version'], {
    stdio: 'ignore',
    env: {},
    timeout: 5000,
  });
  return tried.status === 0 ? [SETPRIV, ...OPTIONS, ...argv] : argv;
}
