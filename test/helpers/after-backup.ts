/** What the host goes on doing after a backup, as it is seen from outside: a process of its own for a while. */
import { readdirSync, readFileSync } from 'node:fs';
import { until } from './until';

/** Waits until nothing reads this store any more; `place` is the store, or a directory that it is in. */
export async function afterBackupEnded(place: string): Promise<void> {
  await until(
    () => readersOf(place).length === 0,
    () => `process ${readersOf(place).join(', ')} reads ${place}`,
  );
}

/** Ends what reads this store. */
export async function endAfterBackup(store: string): Promise<void> {
  for (const pid of readersOf(store)) process.kill(pid, 'SIGTERM');
  await afterBackupEnded(store);
}

/** The processes that work on such a store after a backup, or hand it on. */
export function readersOf(place: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        const store = words[words.indexOf('--store') + 1] ?? '';
        const isWork = words.includes('--after-backup') || words.includes('--hand-on');
        return isWork && (store === place || store.startsWith(`${place}/`));
      } catch {
        return false;
      }
    })
    .map(Number);
}
