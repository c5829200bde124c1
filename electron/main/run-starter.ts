/** Starts runs for tray, window and desktop, and tells how they ended. There is one controller in this process. */
import type { RunResult } from '../../shared/run-events';
import { failure, success, type Result } from '../../shared/result';
import type { RunController, RunRequest } from '../run/run-controller';

export interface RunStarter {
  /** By hand: nothing holds it back. Answers as soon as it runs, or says why it does not. */
  startNow: () => Promise<Result<null>>;
  /** If one is due, and nothing holds it back. */
  startIfDue: () => void;
  cancel: (reason: string) => void;
  /** The run under way in this process. */
  current: () => Promise<unknown> | undefined;
}

/** @param ended gets what came of each run, those included that could not begin */
export function createRunStarter(controller: RunController, ended: (result: RunResult) => void): RunStarter {
  let current: Promise<unknown> | undefined;

  const start = (request: RunRequest): Promise<RunResult> => {
    const result = controller.start(request);
    // One that has joined the run under way ends with it, and is told of once.
    current ??= result.then(ended).finally(() => {
      current = undefined;
    });
    return result;
  };

  return {
    startNow: async () => {
      const begun = whenBegun(controller);
      const refused = start({ purpose: 'backup' }).then((result) =>
        !result.started && 'failure' in result ? result.failure : undefined,
      );
      const problem = await Promise.race([refused, begun.promise]);
      begun.stop();
      return problem === undefined ? success(null) : failure(problem);
    },
    startIfDue: () => {
      void start({ purpose: 'backup', onlyIfDue: true });
    },
    cancel: (reason) => {
      controller.cancel(reason);
    },
    current: () => current,
  };
}

/** Settles with the run's first state, which is told once it has the lock. */
function whenBegun(controller: RunController): { promise: Promise<undefined>; stop: () => void } {
  let stop = (): void => undefined;
  const promise = new Promise<undefined>((resolve) => {
    stop = controller.subscribe(({ type }) => {
      if (type === 'state') resolve(undefined);
    });
  });
  return { promise, stop };
}
