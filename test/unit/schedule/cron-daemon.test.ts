import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isCronRunning } from '../../../electron/schedule/cron-daemon';

let processes: string;
beforeEach(() => {
  processes = mkdtempSync(join(tmpdir(), 'lk-proc-'));
});
afterEach(() => {
  rmSync(processes, { recursive: true });
});

function show(pid: string, name: string): void {
  mkdirSync(join(processes, pid));
  writeFileSync(join(processes, pid, 'comm'), `${name}\n`);
}

test('no daemon among the processes means that nothing reads the crontab', () => {
  show('1', 'systemd');
  show('7', 'crontab');
  mkdirSync(join(processes, 'sys'));
  expect(isCronRunning(processes)).toBe(false);
});

test.each(['cron', 'crond', 'fcron'])('%s does', (name) => {
  show('1', 'init');
  show('77', name);
  expect(isCronRunning(processes)).toBe(true);
});

test("where others' processes are hidden nothing is claimed", () => {
  show('77', 'bash');
  expect(isCronRunning(processes)).toBe(true);
});
