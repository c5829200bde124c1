import { describe, expect, it } from 'vitest';
import { inOrder, stampFor, withAges, type CompletedSnapshot } from '../../../host/keep/ages';
import { localCalendar } from '../../../host/keep/calendar';
import { chooseByPolicy, mayMakeRoom, waitForNextBackup } from '../../../host/keep/choose';
import type { Moment } from '../../../host/keep/clock';
import { PERIODS, type KeepPolicy } from '../../../shared/keep-policy';
import { formatSnapshotName } from '../../../shared/snapshot-name';
import { fc, test } from '../../helpers/property';

const HOUR = 3600;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 1, 12);

/** A host whose real time, wall clock and boots are told apart. */
class Host {
  private real = 0;
  private wall = 0;
  private boot = 1;
  private booted = 0;
  readonly made: (CompletedSnapshot & { really: number })[] = [];

  now(): Moment {
    return {
      time: new Date(START + (this.real + this.wall) * 1000),
      bootId: String(this.boot),
      uptime: this.real - this.booted,
    };
  }
  wait(seconds: number): void {
    this.real += seconds;
  }
  setClock(secondsAhead: number): void {
    this.wall = secondsAhead;
  }
  reboot(): void {
    this.boot += 1;
    this.booted = this.real;
  }
  backUp(isOld = false): string {
    const now = this.now();
    let time = now.time;
    while (this.made.some(({ name }) => name === formatSnapshotName(time))) time = new Date(+time + 1000);
    const name = formatSnapshotName(time);
    const stamp = isOld ? {} : stampFor(inOrder(this.made), now);
    this.made.push({ name, time, finished: time, ...stamp, really: this.real });
    return name;
  }
  aged(): ReturnType<typeof withAges<CompletedSnapshot & { really: number }>> {
    return withAges(inOrder(this.made), this.now());
  }
  goes(keep: KeepPolicy | undefined, newest = 2, pinned: string[] = [], held: string[] = []): string[] {
    const rules = { newest, latest: this.made.at(-1)?.name, pinned: new Set(pinned), held: new Set(held) };
    return chooseByPolicy(this.aged(), keep, rules, localCalendar).goes;
  }
  /** Deletes what the policy takes, after a backup. */
  thin(keep: KeepPolicy): void {
    const goes = new Set(this.goes(keep));
    this.made.splice(0, this.made.length, ...this.made.filter(({ name }) => !goes.has(name)));
  }
  realAge({ really }: { really: number }): number {
    return this.real - really;
  }
}

/** A backup a day, the last one just now. */
function daily(days: number): Host {
  const host = new Host();
  for (let day = 0; day < days; day += 1) {
    if (day > 0) host.wait(DAY);
    host.backUp();
  }
  return host;
}

describe('the floor', () => {
  it('holds the newest ones, by the order in which they were completed', () => {
    const host = daily(20);
    expect(host.goes({ yearly: 1 }, 10)).toEqual(host.made.slice(0, 10).map(({ name }) => name));
    host.setClock(-40 * 365 * DAY);
    host.wait(DAY);
    const name = host.backUp();
    expect(host.goes({ yearly: 1 }, 10)).not.toContain(name);
  });

  it('is at least two, whatever is asked for', () => {
    const host = daily(9);
    const [a, b] = host.made.slice(-2).map(({ name }) => name);
    const goes = host.goes({ yearly: 1 }, 0);
    expect(goes).not.toContain(a);
    expect(goes).not.toContain(b);
  });

  it('holds what is pinned, and what a hold keeps', () => {
    const host = daily(20);
    const [first = '', second = '', third = ''] = host.made.map(({ name }) => name);
    const goes = host.goes({ yearly: 1 }, 2, [first, 'gone'], [second]);
    expect(goes).not.toContain(first);
    expect(goes).not.toContain(second);
    expect(goes).toContain(third);
  });

  it('holds the last 48 hours, and of close ones the earlier', () => {
    const host = new Host();
    const names: string[] = [];
    for (const minute of [0, 9, 10, 19, 21, 60, 61, 62, 63]) {
      host.wait(minute * 60 - (host.now().time.getTime() - START) / 1000);
      names.push(host.backUp());
    }
    expect(host.goes({ yearly: 1 }).map((name) => names.indexOf(name))).toEqual([1, 3, 6]);
    expect(host.goes(undefined)).toEqual([]);
  });

  it('lets go of what is 48 hours old, and of nothing younger', () => {
    const host = new Host();
    const names: string[] = [];
    for (const hour of [0, 1, 2, 3, 40]) {
      host.wait(hour * HOUR - (host.now().time.getTime() - START) / 1000);
      names.push(host.backUp());
    }
    host.wait(10 * HOUR - 1);
    names.push(host.backUp());
    // 49 hours and 59 minutes, 48 and 59, 47 and 59, 46 and 59.
    expect(host.goes({ yearly: 1 }).map((name) => names.indexOf(name))).toEqual([0, 1]);
    host.wait(1);
    expect(host.goes({ yearly: 1 }).map((name) => names.indexOf(name))).toEqual([0, 1, 2]);
  });

  it('lets go of nothing where nothing is to be thinned', () => {
    expect(daily(400).goes(undefined)).toEqual([]);
  });
});

describe('a wrong clock', () => {
  const keep: KeepPolicy = { daily: 5 };

  /** What a right clock would have left of a history, and what a wrong one does. */
  function both(wrong: (host: Host) => void): { right: number[]; left: number[] } {
    const run = (upset: (host: Host) => void): number[] => {
      const host = daily(9);
      host.thin(keep);
      host.wait(HOUR);
      upset(host);
      for (let time = 0; time < 4; time += 1) {
        host.backUp();
        host.thin(keep);
        host.wait(13 * 60);
      }
      return host.made.map(({ really }) => really);
    };
    return { right: run(() => undefined), left: run(wrong) };
  }

  it.each([
    ['a year ahead', 365 * DAY, false],
    ['a year ahead since the last boot', 365 * DAY, true],
    ['back in 1970', -56 * 365 * DAY, false],
    ['back in 1970 since the last boot', -56 * 365 * DAY, true],
    ['a day ahead', DAY, false],
    ['a week back', -7 * DAY, true],
  ])('that is %s deletes nothing that a right one would keep', (_, ahead, boots) => {
    const { right, left } = both((host) => {
      if (boots) host.reboot();
      host.setClock(ahead);
    });
    expect(right.length).toBeGreaterThan(4);
    for (const kept of right) expect(left).toContain(kept);
  });

  it.each([DAY, 3 * DAY, 6 * DAY])(
    'that is %d s ahead since the last boot spares the last 48 hours',
    (ahead) => {
      const host = daily(3);
      for (let hour = 0; hour < 40; hour += 4) {
        host.wait(4 * HOUR);
        host.backUp();
      }
      const young = host.made
        .filter(({ really }) => host.realAge({ really }) < 40 * HOUR)
        .map(({ name }) => name);
      host.reboot();
      host.setClock(ahead);
      host.backUp();
      host.thin({ yearly: 1 });
      expect(host.made.map(({ name }) => name)).toEqual(expect.arrayContaining(young));
    },
  );

  it('makes no snapshot older than it is', () => {
    const host = daily(3);
    host.setClock(365 * DAY);
    host.backUp();
    host.reboot();
    host.setClock(-1000 * DAY);
    host.wait(60);
    host.backUp();
    host.setClock(0);
    host.wait(60);
    for (const snapshot of host.aged()) expect(snapshot.age).toBeLessThanOrEqual(host.realAge(snapshot));
  });

  it('that is right counts a night between two boots', () => {
    const host = daily(1);
    host.wait(10 * HOUR);
    host.reboot();
    host.wait(60);
    expect(host.aged()[0]).toMatchObject({ age: 10 * HOUR + 60, certainAge: 60 });
  });
});

describe('snapshots of versions without clocks', () => {
  it('come before the others, and are as old as their names say', () => {
    const host = new Host();
    for (let month = 0; month < 12; month += 1) {
      host.backUp(true);
      host.wait(30 * DAY);
    }
    expect(host.aged().map((snapshot) => host.realAge(snapshot) - snapshot.age)).toEqual(
      // How long ago the newest was, nobody can tell: it may be a wrong clock.
      Array.from({ length: 12 }, () => 30 * DAY),
    );
    host.wait(-29 * DAY);
    const newest = host.backUp();
    host.wait(DAY);
    expect(host.aged().map((snapshot) => host.realAge(snapshot) - snapshot.age)).toEqual(
      Array.from({ length: 13 }, () => 0),
    );
    expect(host.aged().at(-1)?.name).toBe(newest);
  });
});

describe('what makes room', () => {
  it('is older than 30 days and outside the floor, the oldest first', () => {
    const host = daily(40);
    const names = host.made.map(({ name }) => name);
    const rules = {
      newest: 10,
      latest: names.at(-1),
      pinned: new Set([names[3] ?? '']),
      held: new Set<string>(),
    };
    expect(mayMakeRoom(host.aged(), rules).map((name) => names.indexOf(name))).toEqual([
      0, 1, 2, 4, 5, 6, 7, 8,
    ]);
    expect(mayMakeRoom(host.aged(), { ...rules, newest: 38 })).toEqual(names.slice(0, 2));
  });
});

describe('the bound of a day', () => {
  it('is reached after 150, whatever was deleted since, and ends when the first of them is a day old', () => {
    const host = daily(3);
    host.wait(DAY);
    for (let made = 0; made < 150; made += 1) {
      expect(waitForNextBackup(host.aged()), String(made)).toBeUndefined();
      host.backUp();
      host.thin({ yearly: 1 });
      host.wait(60);
    }
    expect(waitForNextBackup(host.aged())).toBe(DAY - 150 * 60);
    host.setClock(365 * DAY);
    expect(waitForNextBackup(host.aged())).toBe(DAY - 150 * 60);
    host.wait(DAY - 150 * 60);
    expect(waitForNextBackup(host.aged())).toBeUndefined();
  });
});

describe('a snapshot whose record cannot be read', () => {
  const unread = (host: Host, secondsAgo: number): CompletedSnapshot & { really: number } => {
    const time = new Date(host.now().time.getTime() - secondsAgo * 1000);
    return { name: formatSnapshotName(time), time, finished: time, isUnreadable: true, really: 0 };
  };

  it('stays, and stands for no day of those that are known', () => {
    const host = daily(9);
    host.made.push(unread(host, 400 * DAY), unread(host, DAY - 60));
    const without = daily(9);
    expect(host.goes({ daily: 4 })).toEqual(without.goes({ daily: 4 }));
  });

  it('counts for the bound of a day by its name', () => {
    const host = daily(1);
    host.wait(2 * DAY);
    for (let made = 0; made < 100; made += 1) host.backUp();
    for (let made = 0; made < 49; made += 1) host.made.push(unread(host, made));
    expect(waitForNextBackup(host.aged())).toBeUndefined();
    host.made.push(unread(host, 3600), unread(host, 2 * DAY));
    expect(waitForNextBackup(host.aged())).toBe(DAY);
  });
});

const policies = fc.record(
  Object.fromEntries(PERIODS.map((period) => [period, fc.integer({ min: 1, max: 4 })])),
  { requiredKeys: [] },
) as fc.Arbitrary<KeepPolicy>;

const events = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 60 * HOUR }).map((wait) => ({ wait })) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 900 }).map((wait) => ({ wait })) },
    {
      weight: 1,
      arbitrary: fc.integer({ min: -60 * 365 * DAY, max: 10 * 365 * DAY }).map((clock) => ({ clock })),
    },
    { weight: 1, arbitrary: fc.constant({ clock: 0 }) },
    { weight: 1, arbitrary: fc.constant({ reboot: true }) },
  ),
  { minLength: 1, maxLength: 60 },
);

test.prop([events, policies, fc.integer({ min: 2, max: 6 })], { numRuns: 500 })(
  'nothing inside the floor is ever chosen to go, whatever the clocks say',
  (history, keep, newest) => {
    const host = new Host();
    let wasWrongAcrossBoots = false;
    for (const event of history) {
      if ('clock' in event) host.setClock(event.clock);
      if ('reboot' in event) {
        host.reboot();
        wasWrongAcrossBoots ||= history.some((other) => 'clock' in other && other.clock !== 0);
      }
      if (!('wait' in event)) continue;
      host.wait(event.wait);
      host.backUp();
      const goes = new Set(host.goes(keep, newest));
      for (const { name } of host.made.slice(-newest)) expect(goes).not.toContain(name);
      // By up to a week a clock may be wrong between two boots, and nobody can tell.
      if (!wasWrongAcrossBoots) {
        for (const gone of host.made.filter(({ name }) => goes.has(name) && isRecent(host, name))) {
          // Only for one that is close before it, and that stays.
          const close = host.made.filter(
            ({ really, name }) => really < gone.really && gone.really - really < 600 && !goes.has(name),
          );
          expect(close, gone.name).not.toEqual([]);
        }
      }
      host.made.splice(0, host.made.length, ...host.made.filter(({ name }) => !goes.has(name)));
    }
  },
);

function isRecent(host: Host, name: string): boolean {
  const found = host.made.find((snapshot) => snapshot.name === name);
  return found !== undefined && host.realAge(found) < 2 * DAY;
}
