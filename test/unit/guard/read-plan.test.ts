import { describe, expect, it } from 'vitest';
import type { GuardPlan } from '../../../electron/guard/plan';
import { parsePlan, readPlan } from '../../../electron/guard/read-plan';

const plan: GuardPlan = {
  rsync: '/usr/bin/rsync',
  ionice: null,
  rsyncVersion: '3.5.0',
  socket: '/run/user/1000/latchkey/run.sock',
  dryRun: false,
  bandwidthLimit: null,
  silenceLimit: 300,
  roots: [{ path: '/', excludeFile: '/run/x', excludeFileWithName: '/run/y', listFile: null }],
};

describe('the plan', () => {
  it('is read as it was written, and nothing beside it', () => {
    expect(parsePlan(JSON.stringify({ ...plan, more: 1 }))).toEqual(plan);
    expect(parsePlan(JSON.stringify({ ...plan, bandwidthLimit: 1 }))?.bandwidthLimit).toBe(1);
    expect(parsePlan(JSON.stringify({ ...plan, ionice: '/usr/bin/ionice' }))?.ionice).toBe('/usr/bin/ionice');
  });

  it.each([
    ['no JSON', '{'],
    ['nothing', 'null'],
    ['a list', '[]'],
    ['no rsync', JSON.stringify({ ...plan, rsync: undefined })],
    ['a relative rsync', JSON.stringify({ ...plan, rsync: 'rsync' })],
    ['no word on ionice', JSON.stringify({ ...plan, ionice: undefined })],
    ['a number for a version', JSON.stringify({ ...plan, rsyncVersion: 3 })],
    ['a relative socket', JSON.stringify({ ...plan, socket: 'sock' })],
    ['a word for a truth', JSON.stringify({ ...plan, dryRun: 'false' })],
    ['no word on the bandwidth', JSON.stringify({ ...plan, bandwidthLimit: undefined })],
    ...[0, -1, 1.5, '5', 1e300].map((bandwidthLimit) => [
      `the limit ${JSON.stringify(bandwidthLimit)}`,
      JSON.stringify({ ...plan, bandwidthLimit }),
    ]),
    ...[undefined, null, 0, -1, '300'].map((silenceLimit) => [
      `the silence ${JSON.stringify(silenceLimit)}`,
      JSON.stringify({ ...plan, silenceLimit }),
    ]),
    ['no list of roots', JSON.stringify({ ...plan, roots: {} })],
    ['a root that is a string', JSON.stringify({ ...plan, roots: ['/'] })],
    ...['home', '/home/', '/home/../etc', '/home//u', '', '/a\0'].map((path) => [
      `the root ${JSON.stringify(path)}`,
      JSON.stringify({ ...plan, roots: [{ ...plan.roots[0], path }] }),
    ]),
    ['a root without its rules', JSON.stringify({ ...plan, roots: [{ path: '/home' }] })],
  ])('%s is no plan', (_what, text) => {
    expect(parsePlan(text)).toBeUndefined();
  });

  it('that is not there means that there is no run', () => {
    expect(readPlan('/nonexistent')).toEqual({ ok: false, reason: 'there is no run' });
  });
});
