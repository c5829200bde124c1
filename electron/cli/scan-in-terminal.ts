/** A scan for a command of the terminal: progress for people, Ctrl-C ends it, and no worker outlives it. */
import { formatBytes, formatCount, formatDuration } from '../../shared/words';
import { UsageScanner, type ScanOptions, type ScanProgress, type ScanResult } from '../usage/usage-scanner';

export type TerminalScan = Pick<ScanOptions, 'oneFileSystem' | 'inDuOrder'> & {
  /** The worker's bundle, where it does not lie beside this program. */
  workerFile?: URL | string;
};

/** Interrupted, it gives back what it has seen until then; `complete` tells. */
export async function scanInTerminal(
  roots: readonly (string | Uint8Array)[],
  { workerFile, ...options }: TerminalScan,
): Promise<ScanResult> {
  const scanner = new UsageScanner(workerFile === undefined ? {} : { workerFile });
  const stop = new AbortController();
  const interrupt = (): void => {
    stop.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const live = process.stderr.isTTY;
  try {
    const result = await scanner.scan(roots, {
      ...options,
      signal: stop.signal,
      ...(live ? { onProgress: showProgress } : {}),
    }).done;
    if (live) process.stderr.write('\r\u001b[K');
    return result;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await scanner.close();
  }
}

function showProgress({ directories, files, blocks, seconds }: ScanProgress): void {
  const text = `${formatCount(directories + files, 'entry', 'entries')}, ${formatBytes(blocks * 512)}`;
  process.stderr.write(`\r\u001b[K${text}, ${formatDuration(seconds)}`);
}
