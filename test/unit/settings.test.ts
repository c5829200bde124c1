import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rsyncLimit } from '../../electron/run/run-limits';
import { parseSettings, settingsOf } from '../../electron/settings/settings-file';
import type { Result } from '../../shared/result';
import { nameFor } from '../../electron/settings/one-destination';
import { destinationNameSchema, type Settings } from '../../shared/settings';

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/settings/${name}.json`, import.meta.url), 'utf8');

const local = { schemaVersion: 1, host: { kind: 'local', directory: '/mnt/disk' }, roots: ['/home/u'] };
/** As the first destination has them. */
const read = (text: string): Result<Settings> => {
  const file = parseSettings(text, '/s.json');
  return file.ok ? settingsOf(file.value) : file;
};
const parse = (value: unknown) => read(JSON.stringify(value));

/** What is new since version 1, as it is where the file does not say. */
const NEW_SINCE_1 = {
  schemaVersion: 4,
  schedule: { kind: 'off' },
  conditions: { leastBattery: 30, onMetered: false, onPowerSaver: false },
  overdueDays: 3,
  notifications: true,
  commands: {},
};

test('version 1 with every key is read as it was written', () => {
  const parsed = read(fixture('version-1-ssh'));
  const written = JSON.parse(fixture('version-1-ssh')) as object;
  expect(parsed).toEqual({ ok: true, value: { ...written, ...NEW_SINCE_1, destination: 'example' } });
});

test('version 2 with every key is read as it was written, and limits no bandwidth', () => {
  const parsed = read(fixture('version-2-full'));
  const written = JSON.parse(fixture('version-2-full')) as object;
  expect(parsed).toEqual({ ok: true, value: { ...written, schemaVersion: 4, destination: 'example' } });
});

test('version 3 with every key is read as it was written', () => {
  const written = JSON.parse(fixture('version-3-full')) as object;
  const parsed = read(fixture('version-3-full'));
  expect(parsed).toEqual({ ok: true, value: { ...written, schemaVersion: 4, destination: 'example' } });
});

test('a local store of version 3 is read as it was written; where it does not say what to keep, all is kept', () => {
  const written = JSON.parse(fixture('version-3-local')) as { host: object };
  expect(read(fixture('version-3-local'))).toMatchObject({
    ok: true,
    value: { ...written, schemaVersion: 4 },
  });
  const old = parse(local);
  expect(old).toMatchObject({ ok: true, value: { host: local.host } });
  expect(old.ok && 'keep' in old.value.host).toBe(false);
});

test('the bandwidth limit becomes KiB for rsync, is never exceeded and never lost', () => {
  const limits = [1, 2, 1024, 2500, 10_000_000].map((bandwidthLimit) => rsyncLimit({ bandwidthLimit }));
  expect(limits).toEqual([1, 1, 1000, 2441, 9_765_625]);
  expect(rsyncLimit({})).toBe(null);
});

test('version 1 with a local store and two roots', () => {
  expect(read(fixture('version-1-local'))).toMatchObject({
    ok: true,
    value: { host: { kind: 'local', directory: '/media/u/disk/latchkey' }, roots: ['/home/u', '/etc'] },
  });
});

test('absent optional keys of a host get their defaults', () => {
  const parsed = parse({ ...local, host: { kind: 'ssh', destination: 'nas' } });
  expect(parsed).toEqual({
    ok: true,
    value: {
      ...NEW_SINCE_1,
      destination: 'nas',
      host: { kind: 'ssh', destination: 'nas', sshArgs: [], reach: 'direct', callbackPort: 0 },
      roots: ['/home/u'],
    },
  });
});

test.each([
  [{ daily: 0 }, /from 1 to 99999[^]*host\.keep\.daily/],
  [{ weekly: 1.5 }, /from 1 to 99999[^]*host\.keep\.weekly/],
  [{ minutely: 1 }, /minutely[^]*host\.keep/],
  [{}, /to keep all, leave it out[^]*host\.keep/],
  ['daily=14', /host\.keep/],
])('a store that shall keep %j is refused, and the message says what it can be', (keep, expected) => {
  const parsed = parse({ ...local, host: { ...local.host, keep } });
  expect(parsed).toMatchObject({ ok: false, failure: { code: 'settings-broken' } });
  if (!parsed.ok && parsed.failure.code === 'settings-broken')
    expect(parsed.failure.detail).toMatch(expected);
});

test('a newer version is named as such, whatever else it holds', () => {
  expect(parse({ schemaVersion: 7, something: 'else' })).toEqual({
    ok: false,
    failure: { code: 'settings-newer', path: '/s.json', version: 7 },
  });
});

test.each([
  ['a text that is no JSON', '{ "schemaVersion": 1,', /JSON/],
  ['an unknown key', JSON.stringify({ ...local, colour: 'red' }), /colour/],
  ['no roots', JSON.stringify({ ...local, roots: [] }), /at least one directory/],
  ['a relative root', JSON.stringify({ ...local, roots: ['home/u'] }), /absolute/],
  ['a root with a trailing slash', JSON.stringify({ ...local, roots: ['/home/u/'] }), /plain path/],
  ['a root with a dot part', JSON.stringify({ ...local, roots: ['/home/../etc'] }), /plain path/],
  ['a root named twice', JSON.stringify({ ...local, roots: ['/a', '/a'] }), /twice/],
  [
    'a destination that looks like an option',
    JSON.stringify({ ...local, host: { kind: 'ssh', destination: '-oProxyCommand=id' } }),
    /USER@HOST/,
  ],
  [
    'a name where an address is needed',
    JSON.stringify({ ...local, host: { kind: 'ssh', destination: 'nas', allowFrom: ['nas.example.org'] } }),
    /IP address/,
  ],
  [
    'a port out of range',
    JSON.stringify({ ...local, host: { kind: 'ssh', destination: 'nas', callbackPort: 70000 } }),
    /callbackPort/,
  ],
  [
    'a policy for a host over ssh, which decides itself',
    JSON.stringify({ ...local, host: { kind: 'ssh', destination: 'nas', keep: { daily: 1 } } }),
    /keep/,
  ],
  [
    'a time that no clock shows',
    JSON.stringify({ ...local, schedule: { kind: 'daily', at: '24:00' } }),
    /22:00/,
  ],
  [
    'a command that a shell would have to find',
    JSON.stringify({ ...local, commands: { before: { argv: ['pg_dump'] } } }),
    /absolute/,
  ],
  ['a bandwidth limit of nothing', JSON.stringify({ ...local, bandwidthLimit: 0 }), /bandwidthLimit/],
  ['a monitor that is no web address', JSON.stringify({ ...local, ping: 'ftp://a' }), /http/],
])('%s is refused, and the message names it', (_, text, expected) => {
  const parsed = read(text);
  expect(parsed).toMatchObject({ ok: false, failure: { code: 'settings-broken', path: '/s.json' } });
  if (!parsed.ok && parsed.failure.code === 'settings-broken')
    expect(parsed.failure.detail).toMatch(expected);
});

describe('several destinations', () => {
  const nas = { name: 'nas', host: { kind: 'ssh', destination: 'bak@nas' } };
  const disk = { name: 'disk', host: { kind: 'local', directory: '/mnt/disk' }, overdueDays: 9 };
  const several = { schemaVersion: 4, destinations: [nas, disk], roots: ['/home/u'] };
  const file = (destinations: unknown) =>
    parseSettings(JSON.stringify({ ...several, destinations }), '/s.json');

  test('version 4 with every key is read as it was written', () => {
    const written = JSON.parse(fixture('version-4-several')) as object;
    expect(parseSettings(fixture('version-4-several'), '/s.json')).toEqual({ ok: true, value: written });
  });

  test('each has its own, and what all share', () => {
    const parsed = file([nas, disk]);
    if (!parsed.ok) throw new Error('not read');
    expect(settingsOf(parsed.value)).toMatchObject({ value: { destination: 'nas', overdueDays: 3 } });
    expect(settingsOf(parsed.value, 'disk')).toMatchObject({
      value: { destination: 'disk', overdueDays: 9, roots: ['/home/u'], host: disk.host },
    });
    expect(settingsOf(parsed.value, 'attic')).toEqual({
      ok: false,
      failure: { code: 'destination-unknown', name: 'attic', names: ['nas', 'disk'] },
    });
  });

  test.each([
    ['none', [], /name at least one destination/],
    ['two of one name', [nas, { ...disk, name: 'nas' }], /same name/],
    ['two at one place', [nas, { ...nas, name: 'attic' }], /same place/],
    ['a name that looks like an option', [{ ...nas, name: '-nas' }], /plain name[^]*destinations\[0\]\.name/],
    ['a name of two lines', [{ ...nas, name: 'nas\nnas' }], /plain name/],
  ])('%s is refused, and the message says why', (_, destinations, expected) => {
    const parsed = file(destinations);
    if (parsed.ok || parsed.failure.code !== 'settings-broken') throw new Error('not refused');
    expect(parsed.failure.detail).toMatch(expected);
  });
});

test.each([
  [{ kind: 'ssh', destination: 'bak@nas.example.org' }, 'nas'],
  [{ kind: 'ssh', destination: 'bak@company@nas' }, 'nas'],
  [{ kind: 'ssh', destination: 'ssh://bak@nas.lan:2222' }, 'nas'],
  [{ kind: 'ssh', destination: 'bak@192.0.2.7' }, '192.0.2.7'],
  [{ kind: 'ssh', destination: '2001:db8::7' }, '2001:db8::7'],
  [{ kind: 'local', directory: '/media/u/Silver disk/latchkey' }, 'Silver disk'],
  [{ kind: 'local', directory: '/run/media/u/OLD/backups' }, 'OLD'],
  [{ kind: 'local', directory: '/srv/backups' }, 'backups'],
  [{ kind: 'local', directory: '/home/u/copies/latchkey' }, 'copies'],
  [{ kind: 'local', directory: '/' }, 'disk'],
  [{ kind: 'local', directory: '/mnt/--x\n' }, 'x'],
  [undefined, 'backups'],
])('what was one destination is called by where it is: %j', (host, name) => {
  const named = nameFor(host);
  expect(named).toBe(name);
  expect(destinationNameSchema.safeParse(named).success).toBe(true);
});
