import { describe, expect, test } from 'vitest';
import { follow, isOutdated } from '../../renderer/settings/draft';
import { conditionsDraftOf, conditionsIn } from '../../renderer/settings/conditions-draft';
import { readChange } from '../../renderer/settings/read-change';
import { spellCommand } from '../../renderer/settings/spell-command';
import { kilobytesOf, speedDraftOf, speedIn } from '../../renderer/settings/speed-draft';
import { tellingDraftOf, tellingIn } from '../../renderer/settings/telling-draft';
import { whereDraftOf, whereIn } from '../../renderer/settings/where-draft';
import { settingsSchema } from '../../shared/settings';
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

test('what is shown of any settings can be saved as it is', () => {
  const bare = settingsSchema.parse({
    ...{ schemaVersion: 3, host: { kind: 'local', directory: '/mnt/disk' }, roots: ['/home/u'] },
  });
  const keeping = { ...bare, host: { kind: 'local', directory: '/mnt/disk', keep: { daily: 30 } } } as const;
  for (const settings of [SAMPLE_SETTINGS, bare, keeping]) {
    const { change } = readChange(whereIn(whereDraftOf(settings)));
    const { host } = settings;
    const keep = host.kind === 'local' && host.keep !== undefined ? { keep: host.keep } : {};
    expect(change).toMatchObject({ part: 'host', value: { kind: host.kind, ...keep } });
    const conditions = readChange(conditionsIn(conditionsDraftOf(settings))).change;
    expect(conditions).toEqual({ part: 'conditions', value: settings.conditions });
    const telling = readChange(tellingIn(tellingDraftOf(settings))).change;
    const { notifications, overdueDays } = settings;
    expect(telling).toEqual({ part: 'telling', value: { notifications, overdueDays } });
    for (const locale of ['en-GB', 'de-DE', 'fr-CH']) {
      const speed = readChange(speedIn(speedDraftOf(settings, locale))).change;
      const { bandwidthLimit } = settings;
      expect(speed).toEqual({ part: 'speed', value: bandwidthLimit === undefined ? {} : { bandwidthLimit } });
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

test('a port that was written behind the host goes where ports are', () => {
  const draft = { ...whereDraftOf(SAMPLE_SETTINGS), kind: 'ssh' as const, destination: 'you@nas:2222' };
  expect(whereIn({ ...draft, port: '' }).value).toMatchObject({ destination: 'you@nas', port: 2222 });
  expect(whereIn({ ...draft, port: '2222' }).value).toMatchObject({ destination: 'you@nas', port: 2222 });
  // Two that differ: which one is meant is asked, by the field's own words.
  const { change } = readChange(whereIn({ ...draft, port: '22' }));
  expect(change).toBeUndefined();
});
