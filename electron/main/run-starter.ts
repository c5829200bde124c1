/**
 * Starts runs for tray, window and desktop, or on an occasion, and tells how they ended. There is one controller in this
 * process.
 */
import { powerMonitor } from 'electron';
import type { RunResult } from '../../shared/run-events';
import { failure, success, type Result } from '../../shared/result';
import { CUT_SHORT } from '../../shared/cut-short';
import { systemBusAddress } from '../bus/bus-addresses';
import { openBus, PATIENT_MS } from '../bus/open-bus';
import type { RunController } from '../run/run-controller';
import type { RunRequest } from '../run/run-once';
import { watchConditions } from '../schedule/watch-conditions';

export interface RunStarter {
  /**
   * By hand: nothing holds it back. Answers as soon as it runs, or says why it does not.
   * @param to a destination's name; absent: each
   */
  startNow: (to?: string) => Promise<Result<null>>;
  /** If one is due, and nothing holds it back. */
  startIfDue: () => void;
  cancel: (reason: string) => void;
  /** The run under way in this process. */
  current: () => Promise<unknown> | undefined;
}

/**
 * @param told `ended` gets what came of each run, those included that could not begin; `over` all that came one after the other
 * @param keepAwake holds off idle sleep until what it answers with is called
 */
export function createRunStarter(
  controller: RunController,
  told: { ended: (result: RunResult) => void; over: (results: readonly RunResult[]) => void },
  keepAwake: () => () => Promise<void>,
): RunStarter {
  let current: Promise<unknown> | undefined;

  const start = (request: RunRequest): Promise<RunResult[]> => {
    const isFirst = current === undefined;
    // One that has joined what is under way ends with it, and is told of once.
    const results = controller.start(request, told.ended);
    if (isFirst) {
      const release = keepAwake();
      current = results
        .finally(() => {
          void release();
          current = undefined;
        })
        .then(told.over);
    }
    return results;
  };

  return {
    startNow: async (to) => {
      const begun = whenBegun(controller);
      const refused = start({ purpose: 'backup', to }).then(([result]) =>
        result !== undefined && 'failure' in result ? result.failure : undefined,
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

/**
 * Occasions for a backup that the timer does not know: power or a network is back, the machine woke up. And sleep: a
 * run that it would cut off is ended before, the door with it; it is due again from then on (schedule/retry.ts).
 * @returns how to stop
 */
export function watchOccasions(runs: RunStarter): () => void {
  const startIfDue = async (): Promise<void> => {
    // The one that sleep has ended may still be giving back what it took: that is none to join.
    await Promise.resolve(runs.current()).catch(() => undefined);
    runs.startIfDue();
  };
  const watching = openBus(systemBusAddress(process.env), PATIENT_MS).then((bus) => {
    if (bus === undefined) return undefined;
    const stop = watchConditions(bus, () => void startIfDue());
    return () => {
      stop();
      bus.close();
    };
  });
  const onSuspend = (): void => {
    runs.cancel(CUT_SHORT.sleep);
  };
  powerMonitor.on('suspend', onSuspend);
  return () => {
    powerMonitor.off('suspend', onSuspend);
    void watching.then((stop) => stop?.());
  };
}
