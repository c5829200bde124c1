import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  chmodSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeDestination } from '../../electron/settings/change-part';
import { changeSettings, type RawSettings } from '../../electron/settings/save-settings';

const host = { kind: 'local', directory: '/mnt/disk' };
const flat = { host, roots: ['/home/u'] };
const good = { schemaVersion: 4, roots: ['/home/u'], destinations: [{ name: 'disk', host }] };
const schedule = { kind: 'daily', at: '22:00' };
const scheduled = { ...good, destinations: [{ name: 'disk', host, schedule }] };
const setSchedule = (raw: RawSettings): RawSettings =>
  changeDestination(raw, 'disk', (own) => ({ ...own, schedule }));
let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lk-'));
  path = join(directory, 'settings.json');
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

const read = (): unknown => JSON.parse(readFileSync(path, 'utf8'));

test('only the named key changes; what nobody has set stays out of the file; it is for this user alone', () => {
  writeFileSync(path, JSON.stringify(good), { mode: 0o644 });
  expect(changeSettings(path, setSchedule)).toMatchObject({
    ok: true,
    value: { destinations: [{ schedule, overdueDays: 3 }] },
  });
  expect(read()).toEqual(scheduled);
  expect(statSync(path).mode & 0o7777).toBe(0o600);
  expect(readdirSync(directory)).toEqual(['settings.json']);
});

test('an older file becomes one of this version', () => {
  writeFileSync(path, JSON.stringify({ ...flat, schemaVersion: 1 }));
  expect(changeSettings(path, setSchedule).ok).toBe(true);
  expect(read()).toEqual(scheduled);
});

test('a symbolic link stays one, and its target is replaced', () => {
  const target = join(directory, 'dotfiles.json');
  writeFileSync(target, JSON.stringify(good));
  symlinkSync(target, path);
  expect(changeSettings(path, setSchedule).ok).toBe(true);
  expect(readdirSync(directory).sort()).toEqual(['dotfiles.json', 'settings.json']);
  expect(JSON.parse(readFileSync(target, 'utf8'))).toEqual(scheduled);
});

describe('is left byte for byte', () => {
  test.each([
    ['what is no JSON', '{', 'settings-broken'],
    ['a newer version', JSON.stringify({ ...good, schemaVersion: 5 }), 'settings-newer'],
    ['a misspelt key', JSON.stringify({ ...good, rootz: [] }), 'settings-broken'],
  ])('%s', (_what, text, code) => {
    writeFileSync(path, text);
    expect(changeSettings(path, setSchedule)).toMatchObject({
      ok: false,
      failure: { code },
    });
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('a file that a change would break', () => {
    const text = JSON.stringify(good);
    writeFileSync(path, text);
    const changed = changeSettings(path, (raw) =>
      changeDestination(raw, 'disk', (own) => ({ ...own, schedule: { kind: 'daily', at: '25:00' } })),
    );
    expect(changed).toMatchObject({ ok: false, failure: { code: 'settings-broken' } });
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('a file that another program has changed meanwhile', () => {
    writeFileSync(path, JSON.stringify(good));
    const theirs = JSON.stringify({ ...good, roots: ['/home/v'] });
    const changed = changeSettings(path, (raw) => {
      writeFileSync(path, theirs);
      return setSchedule(raw);
    });
    expect(changed).toEqual({ ok: false, failure: { code: 'settings-changed', path } });
    expect(readFileSync(path, 'utf8')).toBe(theirs);
    expect(readdirSync(directory)).toEqual(['settings.json']);
  });

  test('a file in a directory that is closed to us', () => {
    writeFileSync(path, JSON.stringify(good));
    chmodSync(directory, 0o500);
    expect(changeSettings(path, setSchedule)).toMatchObject({
      failure: { code: 'settings-unwritable', path },
    });
    chmodSync(directory, 0o700);
    expect(read()).toEqual(good);
  });
});

test('there are no settings to change', () => {
  expect(changeSettings(path, (raw) => raw)).toEqual({
    ok: false,
    failure: { code: 'settings-missing', path },
  });
});
