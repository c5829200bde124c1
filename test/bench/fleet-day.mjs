/** One window of a fleet, from the first call until all are served or out of time: real laptops, a real sshd, a real host. */
import { constants, getPriority, setPriority } from 'node:os';
import { join } from 'node:path';
import { followAfterwork } from './afterwork.mjs';
import { FleetClock } from './fleet-clock.mjs';
import { startFleetHost } from './fleet-host.mjs';
import { FleetLaptop } from './fleet-laptop.mjs';

/**
 * @typedef {{
 *   laptops: number, atOnce: number, files: number, seconds: number, together: number, window: number, within: number,
 *   maxStartups: string
 * }} Fleet `together` of them come in the first moment, the others within so many minutes; a transfer takes so many seconds at
 * least; who is not served after so many minutes is given up; `maxStartups` is sshd's
 * @typedef {{ name: string, came: number, served: number | undefined, busy: number, failures: string[] }} Day in milliseconds
 * since the first call
 */

const MINUTE_MS = 60_000;
const FILE_KILOBYTES = 20;

/** @param {string} work a directory of its own @param {Fleet} fleet @param {(served: number) => void} [tell] */
export async function runFleetDay(work, fleet, tell = () => undefined) {
  // What it starts has it from here: this machine has other things to do.
  setPriority(Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL));
  const laptops = Array.from({ length: fleet.laptops }, (_, index) => {
    const name = `laptop-${String(index + 1).padStart(3, '0')}`;
    return new FleetLaptop(join(work, 'laptops', name), name, fleet.files);
  });
  const keys = new Map(laptops.map(({ name, publicKey }) => [name, publicKey]));
  const host = await startFleetHost(join(work, 'host'), { ...fleet, keys });
  const clock = new FleetClock(host.isQuiet);
  try {
    const kilobytes = Math.max(1, Math.round((fleet.files * FILE_KILOBYTES) / fleet.seconds));
    for (const laptop of laptops) laptop.writeSettings(host, kilobytes);
    const begun = { at: clock.now(), real: Date.now() };
    let served = 0;
    const days = await Promise.all(
      laptops.map(async (laptop, index) => {
        const comes = index < fleet.together ? 0 : Math.random() * fleet.window * MINUTE_MS;
        const day = await comeUntilServed(laptop, clock, begun.at, comes, fleet.within * MINUTE_MS);
        if (day.served !== undefined) tell((served += 1));
        return day;
      }),
    );
    const realMinutes = (Date.now() - begun.real) / MINUTE_MS;
    await followAfterwork(host.store);
    return {
      ...{ days, peaks: host.peaks, realMinutes, overdue: host.overdue().stdout },
      snapshots: laptops.map(({ name }) => host.snapshotsOf(name)),
    };
  } finally {
    clock.stop();
    host.close();
  }
}

/** @param {FleetLaptop} laptop @param {FleetClock} clock @param {number} begun @param {number} comes @param {number} within */
async function comeUntilServed(laptop, clock, begun, comes, within) {
  /** @type {Day} */
  const day = { name: laptop.name, came: comes, served: undefined, busy: 0, failures: [] };
  for (let at = begun + comes; at - begun - comes <= within;) {
    await clock.until(at);
    const look = await clock.during(() => laptop.look(clock.environment));
    if (look.kind === 'served') {
      day.served = clock.now() - begun;
      break;
    }
    if (look.kind === 'busy') day.busy += 1;
    if (look.kind === 'failed') day.failures.push(look.why);
    // After a failure, the next look says when to look again.
    at = look.kind === 'failed' ? clock.now() + 1 : look.next;
  }
  return day;
}
