/**
 * The command line and the guard with Electron as their Node.js, which is what a packaged Latchkey has: from cron,
 * that is without a display, without a session and with next to no environment.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { electronProgram } from '../helpers/electron-app';
import { afterBackupEnded } from '../helpers/after-backup';
import { lookBefore, runningPrograms, type Before } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';
import { CLI, Sandbox, startProgram, type Started } from '../helpers/sandbox';
import { completeSnapshots, copyOf } from '../helpers/store';

const MUCH = 300_000_000;

let sandbox: Sandbox;
let before: Before;

beforeEach(() => {
  sandbox = new Sandbox();
  before = lookBefore();
});

afterEach(() => {
  sandbox.remove();
});

/** What cron gives, and what makes a Node of Electron. */
function start(...args: string[]): Started {
  return startProgram(electronProgram(), [CLI, ...args], {
    HOME: sandbox.path,
    PATH: '/usr/bin:/bin',
    ELECTRON_RUN_AS_NODE: '1',
  });
}

test('the command says which Node.js it runs on, and that the fast disk scan is there', async () => {
  const node = execFileSync(electronProgram(), ['-p', 'process.versions.node'], {
    env: { ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
  }).trim();
  const { status, stdout, stderr } = await start('--version', '--verbose').finished;
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain(`Node.js ${node}, disk scan by koffi`);
});

test('a disk scan, on threads, comes to what du comes to', async () => {
  mkdirSync(join(sandbox.source, 'below'));
  writeFileSync(join(sandbox.source, 'below/some'), Buffer.alloc(70_000));
  const { status, stdout, stderr } = await start('--usage', sandbox.source, '--du').finished;
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const du = execFileSync('du', [sandbox.source], { encoding: 'utf8' });
  expect(stdout.trim().split('\n').at(-1)).toBe(du.trim().split('\n').at(-1));
});

test('a whole backup completes, and its guard and host run on the same Electron', async () => {
  const configuration = join(sandbox.path, '.config/latchkey');
  mkdirSync(configuration, { recursive: true, mode: 0o700 });
  const settings = {
    schemaVersion: 1,
    host: { kind: 'local', directory: sandbox.store },
    roots: [sandbox.source],
  };
  writeFileSync(join(configuration, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
  // No data on the disk, and more than a moment on the wire: time to look who is at work.
  writeFileSync(join(sandbox.source, 'much'), '');
  truncateSync(join(sandbox.source, 'much'), MUCH);

  const run = start('--run', '--json');
  await run.saw('"type":"reading"');
  const bundles = runningPrograms().filter(
    ({ pid, command }) => !before.pids.has(pid) && command.includes('.mjs') && command.includes(dirname(CLI)),
  );
  for (const bundle of ['latchkey.mjs', '(guard|confined).mjs', 'latchkey-host.mjs']) {
    const programs = bundles.filter(({ command }) => new RegExp(`/${bundle}`).test(command));
    const started = programs.map(({ pid }) => readlinkSync(`/proc/${pid}/exe`));
    expect(started, bundle).toContain(electronProgram());
    // Without it, the development Electron would start the bundle as an application and get surprisingly far; a
    // packaged one would start Latchkey's window.
    for (const { pid } of programs) {
      expect(readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0'), bundle).toContain(
        'ELECTRON_RUN_AS_NODE=1',
      );
    }
  }
  const guard = bundles.find(({ command }) => /\/(guard|confined)\.mjs/.test(command));
  const runDirectory = guard?.command.split(' ').at(-1) ?? '';
  expect(existsSync(runDirectory), runDirectory).toBe(true);

  const { status, stderr } = await run.finished;
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(completeSnapshots(sandbox.store)).toHaveLength(1);
  expect(existsSync(join(copyOf(sandbox.store, sandbox.source), 'much'))).toBe(true);
  expect(existsSync(runDirectory)).toBe(false);
  await afterBackupEnded(sandbox.path);
  await untilNothingIsLeft(before, sandbox);
});
