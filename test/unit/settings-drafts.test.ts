import { describe, expect, test } from 'vitest';
import { follow, isOutdated } from '../../renderer/settings/draft';
import { spellCommand } from '../../renderer/settings/spell-command';
import { settingsSchema } from '../../shared/settings';
import { SETTINGS_PARTS, settingsChangeSchema } from '../../shared/settings-parts/parts';
import { kilobytesOf, writtenIn } from '../../shared/settings-parts/speed';
import { SAMPLE_SETTINGS } from '../helpers/sample-settings';

describe('a draft', () => {
  const identity = (text: string): string => text.trim();
  const held = { base: 'a', draft: 'a' };

  test('that nobody has written in follows what is saved', () => {
    expect(follow(held, 'b', identity)).toEqual({ base: 'b', draft: 'b' });
    expect(follow(held, 'a ', identity)).toBe(held);
  });

  test('stays while something else is saved elsewhere, and knows that it is of before', () => {
    const written = { base: 'a', draft: 'x' };
    expect(isOutdated(written, 'a', identity)).toBe(false);
    expect(follow(written, 'b', identity)).toBe(written);
    expect(isOutdated(written, 'b', identity)).toBe(true);
  });

  test('that was saved is the file’s from then on', () => {
    expect(follow({ base: 'a', draft: 'x ' }, 'x', identity)).toEqual({ base: 'x', draft: 'x' });
  });
});

const { where, what, schedule, conditions, speed, overdue, notices } = SETTINGS_PARTS;

test('what is shown of any settings can be saved as it is', () => {
  const bare = settingsSchema.parse({
    ...{
      schemaVersion: 4,
      destination: 'nas',
      host: { kind: 'local', directory: '/mnt/disk' },
      roots: ['/home/u'],
    },
  });
  const keeping = { ...bare, host: { kind: 'local', directory: '/mnt/disk', keep: { daily: 30 } } } as const;
  for (const settings of [SAMPLE_SETTINGS, bare, keeping]) {
    const { host } = settings;
    const keep = host.kind === 'local' && host.keep !== undefined ? { keep: host.keep } : {};
    expect(where.read(where.draftOf(settings)).data).toMatchObject({ kind: host.kind, ...keep });
    const { roots } = settings;
    expect(what.read(what.draftOf(settings)).data).toEqual({ kept: roots, added: [] });
    expect(schedule.read(schedule.draftOf(settings)).data).toEqual(settings.schedule);
    expect(conditions.read(conditions.draftOf(settings)).data).toEqual(settings.conditions);
    const { notifications, overdueDays, ping, bandwidthLimit } = settings;
    expect(overdue.read(overdue.draftOf(settings)).data).toEqual({ overdueDays, ping });
    expect(notices.read(notices.draftOf(settings)).data).toEqual({ notifications });
    for (const locale of ['en-GB', 'de-DE', 'fr-CH']) {
      const draft = speed.draftOf(settings).bandwidthLimit;
      const megabytes = writtenIn(locale, draft.megabytes);
      const { data } = speed.read({ bandwidthLimit: { ...draft, megabytes } });
      expect(data).toEqual(bandwidthLimit === undefined ? {} : { bandwidthLimit });
    }
    for (const part of Object.keys(SETTINGS_PARTS) as (keyof typeof SETTINGS_PARTS)[]) {
      const { draftOf, read } = SETTINGS_PARTS[part] as (typeof SETTINGS_PARTS)['speed'];
      const value = read(draftOf(settings)).data;
      expect(settingsChangeSchema.safeParse({ part, value }).success, part).toBe(true);
    }
  }
});

test.each([
  ['2.5', 2500],
  ['2,5', 2500],
  [' 12 ', 12_000],
  ['0.001', 1],
  ['0', 0],
])('%j MB/s are %i kB/s', (text, expected) => {
  expect(kilobytesOf(text)).toBe(expected);
});

test.each(['', '-1', '1e3', '1.2345', '2.5 MB', '1.000,5', '٣'])('%j is no number of MB/s', (text) => {
  expect(kilobytesOf(text)).toBeNaN();
});

test('a command is spelled as a shell would read it', () => {
  expect(spellCommand(['/bin/a', '-o', 'x y', "it's", '', '$HOME'])).toBe(
    String.raw`/bin/a -o 'x y' 'it'\''s' '' '$HOME'`,
  );
});

test('a limit is written with the comma of the language', () => {
  const { megabytes } = speed.draftOf(SAMPLE_SETTINGS).bandwidthLimit;
  expect([writtenIn('de-DE', megabytes), writtenIn('en-GB', megabytes)]).toEqual(['2,5', '2.5']);
});

test('a port that was written behind the host goes where ports are', () => {
  const draft = { ...where.draftOf(SAMPLE_SETTINGS), kind: 'ssh' as const, destination: 'you@nas:2222' };
  const apart = { destination: 'you@nas', port: 2222 };
  expect(where.read({ ...draft, port: '' }).data).toMatchObject(apart);
  expect(where.read({ ...draft, port: '2222' }).data).toMatchObject(apart);
  // Two that differ: which one is meant is asked, by the field's own words.
  expect(where.read({ ...draft, port: '22' }).error?.issues.map(({ path }) => path[0])).toEqual([
    'destination',
  ]);
});

test('a folder is sent as its token, never as a path; none at all cannot be saved', () => {
  const folders = [{ path: '/home/you' }, { path: '/srv/new', token: 'of it' }];
  expect(what.read(folders).data).toEqual({ kept: ['/home/you'], added: ['of it'] });
  expect(what.read([]).success).toBe(false);
  const draft = { ...where.draftOf(SAMPLE_SETTINGS), kind: 'local' as const };
  expect(where.read({ ...draft, folder: { path: '/mnt', token: 'of it' } }).data).toEqual({
    ...{ kind: 'local', folder: 'of it', keep: undefined, unmountWhenDone: false },
  });
  expect(where.read({ ...draft, folder: null }).success).toBe(false);
});
