/**
 * Occasions for a backup that the timer does not know: power or a network is back, the machine woke up. And sleep: a
 * run that it would cut off is ended before, the door with it, and taken up again after.
 */
import { powerMonitor } from 'electron';
import { systemBusAddress } from '../bus/bus-addresses';
import { openBus } from '../bus/open-bus';
import { findPrograms } from '../run/programs';
import { findUnreachable } from '../schedule/reachable';
import { watchConditions } from '../schedule/watch-conditions';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import type { RunStarter } from './run-starter';

/** @returns how to stop */
export function watchOccasions(paths: UserPaths, runs: RunStarter): () => void {
  const stopping = new AbortController();
  let cutShort = false;

  const takeUpAgain = async (): Promise<void> => {
    // Somebody wanted that backup: only a host that is not there yet puts it off, to the next occasion.
    if (!(await canReachHost(paths, stopping.signal)) || stopping.signal.aborted) return;
    cutShort = false;
    await runs.startNow();
  };
  const watching = openBus(systemBusAddress(process.env)).then((bus) => {
    if (bus === undefined) return undefined;
    const stop = watchConditions(bus, () => {
      if (cutShort) void takeUpAgain();
      else runs.startIfDue();
    });
    return () => {
      stop();
      bus.close();
    };
  });
  const onSuspend = (): void => {
    cutShort ||= runs.current() !== undefined;
    runs.cancel('the machine went to sleep');
  };
  powerMonitor.on('suspend', onSuspend);
  return () => {
    stopping.abort();
    powerMonitor.off('suspend', onSuspend);
    void watching.then((stop) => stop?.());
  };
}

async function canReachHost(paths: UserPaths, signal: AbortSignal): Promise<boolean> {
  const settings = readSettings(paths.settingsFile);
  const programs = findPrograms();
  if (!settings.ok || !programs.ok) return false;
  const { host } = settings.value;
  return (await findUnreachable({ host, ssh: programs.value.ssh, signal })) === undefined;
}
