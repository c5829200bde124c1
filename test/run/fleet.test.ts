/** `npm run bench -- fleet`, with three laptops that come in the same moment to a host that serves one at a time. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lookBefore, runningPrograms, type Before } from '../helpers/leftovers';
import { PROJECT, startProgram, type Finished } from '../helpers/sandbox';
import { until } from '../helpers/until';

const FLEET = ['--laptops', '3', '--together', '3', '--at-once', '1', '--files', '3', '--seconds', '5'];

let before: Before;

beforeEach(() => {
  before = lookBefore();
});

afterEach(async () => {
  const left = (): string[] =>
    runningPrograms().flatMap(({ pid, command }) => (before.pids.has(pid) ? [] : command));
  await until(
    () => left().length === 0,
    () => left().join('\n'),
  );
});

/** The last of two options counts. */
function bench(...more: string[]): Promise<Finished> {
  const program = join(PROJECT, 'test/bench/main.mjs');
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin' };
  return startProgram(process.execPath, [program, 'fleet', ...more], env).finished;
}

test('all are served, one after the other, and who was sent away comes back', async () => {
  const { status, stdout, stderr } = await bench(...FLEET);
  expect(status, stdout + stderr).toBe(0);
  expect(stdout).toContain('3 of 3 served');
  // On a machine that has much to do, they do not come quite in the same moment.
  expect(stdout).toMatch(
    /"busy" [1-9]\d* times, to ([12]) laptops, .*; \1 of them came back and were served/,
  );
  expect(stdout).toContain('the host at most: 1 machines read at once');
  expect(stdout).toContain('3 snapshots, 0 unfinished; failures 0; two at once for one machine 0');
});

test('it ends with 1 where some are not served in time', async () => {
  const { status, stdout, stderr } = await bench(...FLEET, '--within', '5');
  expect(status, stdout + stderr).toBe(1);
  const [, served = ''] = /([12]) of 3 served/.exec(stdout) ?? [];
  expect(stdout.match(/NOT well: laptop-00\d was not served/g)).toHaveLength(3 - Number(served));
});

test('docs/fleet.md has it with options that there are', async () => {
  const document = readFileSync(join(PROJECT, 'docs/fleet.md'), 'utf8');
  const commands = [...document.matchAll(/npm run bench -- fleet ([^`\n]+)/g)].map(
    ([, options = '']) => options,
  );
  expect(commands).not.toEqual([]);
  const one = ['laptops', 'together', 'at-once', 'files', 'seconds'].flatMap((name) => [`--${name}`, '1']);
  for (const options of commands) {
    const { status, stdout, stderr } = await bench(...options.split(' '), ...one);
    expect(status, options + stdout + stderr).toBe(0);
    expect(stdout).toContain('served, counted from the first call');
  }
});
