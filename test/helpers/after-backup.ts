/** What the host goes on doing after a backup, as it is seen from outside: a process of its own for a while. */
import { readdirSync, readFileSync } from 'node:fs';
import { until } from './until';

/** Waits until nothing reads this store any more. */
export async function afterBackupEnded(store: string): Promise<void> {
  await until(
    () => readersOf(store).length === 0,
    () => `process ${readersOf(store).join(', ')} reads ${store}`,
  );
}

/** Ends what reads this store. */
export async function endAfterBackup(store: string): Promise<void> {
  for (const pid of readersOf(store)) process.kill(pid, 'SIGTERM');
  await afterBackupEnded(store);
}

/** The processes that work on a store after a backup. */
export function readersOf(store: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return words.includes('--after-backup') && words.includes(store);
      } catch {
        return false;
      }
    })
    .map(Number);
}
