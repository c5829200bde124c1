/** The real crontab of the user who runs the tests, through crontab(1). Who changes it takes it first, and puts it back. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

export const CRONTAB = '/usr/bin/crontab';

/** Undefined: there is none. */
export function readCrontab(): Buffer | undefined {
  const { status, stdout } = spawnSync(CRONTAB, ['-l']);
  return status === 0 ? stdout : undefined;
}

export function writeCrontab(content: Buffer | undefined): void {
  if (content !== undefined) execFileSync(CRONTAB, ['-'], { input: content });
  else if (readCrontab() !== undefined) execFileSync(CRONTAB, ['-r']);
}

export interface TakenCrontab {
  /** As it was. */
  original: Buffer | undefined;
  /** As it was again, and for others to take. */
  putBack: () => Promise<void>;
}

/** Waits for whoever has it, in any file of tests: the user has but one. Who ends without a word no longer has it. */
export async function takeCrontab(): Promise<TakenCrontab> {
  const lock = join(tmpdir(), `latchkey-tests-crontab-${userInfo().uid}`);
  const holder = spawn('flock', [lock, 'sh', '-c', 'echo taken; exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  const original = readCrontab();
  return {
    original,
    putBack: async () => {
      writeCrontab(original);
      const ended = once(holder, 'exit');
      holder.stdin.end();
      await ended;
    },
  };
}

/** Those of Latchkey, as text: one, or none. */
export function scheduleLines(): string[] {
  const lines = readCrontab()?.toString('utf8').split('\n') ?? [];
  return lines.filter((line) => line.endsWith('# latchkey schedule') && !line.startsWith('#'));
}

/** What cron hands to sh (crontab(5)). */
export function commandOf(line: string): string {
  return line.split(' ').slice(5).join(' ').replaceAll('\\%', '%');
}
