/** A scan for a command of the terminal: progress for people, Ctrl-C ends it, and no worker outlives it. */
import { ownLanguage } from './own-language';
import { CLEAR_LINE } from './terminal';
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
    if (live) process.stderr.write(CLEAR_LINE);
    return result;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await scanner.close();
  }
}

function showProgress({ directories, files, blocks, seconds }: ScanProgress): void {
  const { words, formats } = ownLanguage();
  const { bytes, duration } = formats;
  const text = words.terminal.scan.progress(directories + files, bytes(blocks * 512), duration(seconds));
  process.stderr.write(CLEAR_LINE + text);
}
