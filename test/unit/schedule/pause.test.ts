import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPause, setPause } from '../../../electron/schedule/pause';
import { parsePause, pauseEnd } from '../../../electron/schedule/pause-end';

let directory: string;
const paths = (): { pauseFile: string } => ({ pauseFile: join(directory, 'state/pause.json') });
const now = new Date('2026-06-01T12:00Z');

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lk-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

test('a pause lasts until it ends, or is ended', () => {
  expect(readPause(paths(), now)).toBeUndefined();
  const until = new Date('2026-06-01T13:00Z');
  setPause(paths(), until, now);
  expect(statSync(paths().pauseFile).mode & 0o7777).toBe(0o600);
  expect(readPause(paths(), now)).toEqual(until);
  expect(readPause(paths(), new Date('2026-06-01T12:59:59Z'))).toEqual(until);
  expect(readPause(paths(), until)).toBeUndefined();
  setPause(paths(), null, now);
  expect(readPause(paths(), now)).toBeUndefined();
  expect(readdirSync(join(directory, 'state'))).toEqual([]);
});

test('one that began in the future (the clock was set back), or that is not understood, is none', () => {
  setPause(paths(), new Date('2029-06-01T13:00Z'), new Date('2029-06-01T12:00Z'));
  expect(readPause(paths(), now)).toBeUndefined();
  for (const text of ['', '{}', '{"until":"9999-01-01T00:00:00Z"}', '{"from":1,"until":2}', '\0']) {
    writeFileSync(paths().pauseFile, text);
    expect(readPause(paths(), now)).toBeUndefined();
  }
});

test('its words, by the clock on the wall', () => {
  expect(pauseEnd('off', now)).toBeNull();
  expect(pauseEnd('hour', now)).toEqual(new Date('2026-06-01T13:00Z'));
  expect(pauseEnd('tomorrow', now, 'Europe/Berlin')).toEqual(new Date('2026-06-02T06:00+02:00'));
  expect(pauseEnd('tomorrow', new Date('2026-10-24T23:30+02:00'), 'Europe/Berlin')).toEqual(
    new Date('2026-10-25T06:00+01:00'),
  );
  expect(parsePause('90m', now)).toEqual(new Date('2026-06-01T13:30Z'));
  expect(parsePause('31d', now)).toEqual(new Date('2026-07-02T12:00Z'));
  for (const text of ['', '0h', '1', 'h', '1 h', '32d', '-1h', '1w', 'Tomorrow']) {
    expect(parsePause(text, now)).toBeUndefined();
  }
});
