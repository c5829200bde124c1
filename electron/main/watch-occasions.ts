/**
 * Occasions for a backup that the timer does not know: power or a network is back, the machine woke up. And sleep: a
 * run that it would cut off is ended before, the door with it; it is due again from then on (schedule/retry.ts).
 */
import { powerMonitor } from 'electron';
import { CUT_SHORT } from '../../shared/cut-short';
import { systemBusAddress } from '../bus/bus-addresses';
import { openBus, PATIENT_MS } from '../bus/open-bus';
import { watchConditions } from '../schedule/watch-conditions';
import type { RunStarter } from './run-starter';

/** @returns how to stop */
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
