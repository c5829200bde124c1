/** Runs of the history as one JSON file for other programs: whole or not at all, and for its owner alone. */
import { replaceFile } from '../../process/write-state-file';
import type { Outcome } from '../../shared/outcome';
import { failure, success, type Result } from '../../shared/result';

/** Newest first. Fails with export-unwritable; a file that was there before is then as it was. */
export function exportRuns(
  file: string,
  runs: readonly Outcome[],
  { version, at }: { version: string; at: Date },
): Result<null> {
  const content = { latchkey: version, exportedAt: at.toISOString(), runs: runs.toReversed() };
  try {
    replaceFile(file, `${JSON.stringify(content, null, 2)}\n`);
    return success(null);
  } catch (error) {
    return failure({ code: 'export-unwritable', path: file, detail: (error as Error).message });
  }
}
