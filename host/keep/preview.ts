/** `--keep … --dry-run`: what a policy would take after the next backup, and why the rest would stay. */
import { formatCount } from '../../shared/words';
import type { JsonOutput } from '../json-outputs';
import { planSnapshot } from '../prepare-partial';
import { readMachine } from '../read-machine';
import type { MachinePaths } from '../store-layout';
import { stampFor, type AgedSnapshot } from './ages';
import { localCalendar } from './calendar';
import { chooseByPolicy, type StayReason } from './choose';
import { readMoment } from './clock';
import type { Retention } from './drop-snapshots';
import { readPins } from './pins';
import { readHistory } from './read-history';

export async function previewPolicy(
  paths: MachinePaths,
  { keep, floor }: Retention,
): Promise<JsonOutput<'keep'>> {
  const { ordered, rules } = await readHistory(paths, floor);
  const pins = readPins(paths);
  const now = await readMoment();
  const next = planSnapshot(await readMachine(paths), now.time).snapshot;
  const made: AgedSnapshot = {
    name: next,
    time: now.time,
    finished: now.time,
    ...{ age: 0, certainAge: 0 },
    ...stampFor(ordered, now),
  };
  const { goes, stays } = chooseByPolicy([...ordered, made], keep, { ...rules, latest: next }, localCalendar);
  return {
    goes,
    stays: ordered.flatMap(({ name }) => {
      const why = stays.get(name);
      const label = pins.get(name);
      return why === undefined ? [] : [{ snapshot: name, why, ...(label !== undefined && { label }) }];
    }),
  };
}

const WHY: Record<StayReason, string> = {
  latest: 'the last one that was completed',
  'newest-name': 'the newest by its name',
  pinned: 'pinned',
  held: 'held, because a backup looked wrong',
  unreadable: 'its snapshot.json cannot be read',
  read: 'being read by a restore, or handed on',
  newest: 'one of the newest',
  recent: 'of the last 48 hours',
  policy: 'asked for by --keep',
  all: 'all are kept',
};

export function formatPreview({ goes, stays }: JsonOutput<'keep'>): string {
  const all = goes.length + stays.length;
  return [
    `${goes.length} of ${formatCount(all, 'snapshot')} would be deleted after the next backup.`,
    ...goes.map((snapshot) => `${snapshot}  would be deleted`),
    ...stays.map(
      ({ snapshot, why, label }) => `${snapshot}  stays: ${WHY[why]}${label ? ` (${label})` : ''}`,
    ),
    '',
  ].join('\n');
}
