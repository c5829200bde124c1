/** A list of du or ncdu for a command of the terminal, with progress for people. */
import { formatBytes, formatCount } from '../../shared/words';
import type { Result } from '../../shared/result';
import type { ReadList } from '../usage/read-list';
import { readUsageFile } from '../usage/read-usage';

const SHOW_EVERY_MS = 250;

/** `-` is the standard input. */
export async function readListInTerminal(file: string): Promise<Result<ReadList, string>> {
  if (!process.stderr.isTTY) return readUsageFile(file);
  let shown = performance.now();
  const read = await readUsageFile(file, (entries, bytes) => {
    if (performance.now() - shown < SHOW_EVERY_MS) return;
    shown = performance.now();
    const text = `${formatCount(entries, 'entry', 'entries')}, ${formatBytes(bytes)} read`;
    process.stderr.write(`\r\u001b[K${text}`);
  });
  process.stderr.write('\r\u001b[K');
  return read;
}
