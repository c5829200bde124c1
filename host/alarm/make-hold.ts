/** Writes a hold, or leaves the one that is there. */
import type { Sign } from '../../shared/alarm';
import type { MachineContent } from '../read-machine';
import type { MachinePaths } from '../store-layout';
import type { AlarmState } from './alarm-state';
import { listUnsuspected } from './find-reference';
import { ageHold, aWeekBefore, writeHold, type Hold } from './hold';
import type { NewSnapshot } from './reasons-to-look';

interface Occasion {
  paths: MachinePaths;
  fresh: NewSnapshot;
  content: MachineContent;
  state: AlarmState;
  /** The hold that lasts already. */
  before: Hold | undefined;
  reference: string;
  signs: Sign[];
  now: Date;
}

export async function makeHold(occasion: Occasion): Promise<Hold> {
  const { paths, fresh, content, state, before, reference, signs, now } = occasion;
  if (before !== undefined && isAboutTheSame(before, reference)) {
    const kept = ageHold(before, false, now);
    writeHold(paths, kept);
    return kept;
  }
  const unsuspected = await listUnsuspected(paths, content.complete, state.accepted);
  const hold: Hold = {
    format: 1,
    since: now.toISOString(),
    snapshot: fresh.snapshot,
    reference,
    weekBefore: aWeekBefore(reference, unsuspected),
    signs: signs.slice(0, 50),
    before: content.complete,
    alsoKept: before === undefined ? [] : referencesOf(before),
    ...((before?.unreadable === true || before?.everything === true) && { everything: true }),
  };
  writeHold(paths, hold);
  return hold;
}

/**
 * What changed could not be found out, and so may be anything: from now on nothing is deleted. A hold that lasts already becomes
 * that, with its own signs.
 *
 * @throws what the file system throws: without a hold nothing may be completed
 */
export function holdEverything(
  { paths, fresh, before, now }: Pick<Occasion, 'paths' | 'fresh' | 'before' | 'now'>,
  complete: readonly string[],
  reference: string,
): Hold {
  if (before?.unreadable === true || before?.everything === true) return before;
  const sign: Sign = { code: 'not-compared', count: 0 };
  const lasting = before?.restEndedAt === undefined ? before : undefined;
  const hold: Hold = {
    ...{ format: 1, since: now.toISOString(), snapshot: fresh.snapshot, reference, weekBefore: null },
    ...{ before: [...complete], alsoKept: before === undefined ? [] : referencesOf(before) },
    ...lasting,
    ...{ signs: [...(lasting?.signs ?? []).slice(0, 49), sign], everything: true },
  };
  writeHold(paths, hold);
  return hold;
}

/** One that began after a snapshot that looked well is another one, and holds that snapshot as well. */
function isAboutTheSame({ unreadable, everything, restEndedAt, before }: Hold, reference: string): boolean {
  return (
    unreadable !== true && everything !== true && restEndedAt === undefined && before.includes(reference)
  );
}

function referencesOf({ unreadable, reference, weekBefore, alsoKept }: Hold): string[] {
  if (unreadable === true) return [];
  return [...new Set([...alsoKept, reference, ...(weekBefore === null ? [] : [weekBefore])])];
}
