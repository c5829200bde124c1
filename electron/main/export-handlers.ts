/** Writes the history, or one run of it, into a file that the person names in a dialog. */
import { basename } from 'node:path';
import { failure, success, type Result } from '../../shared/result';
import type { ExportOutput, WhatToExport } from '../../shared/ipc-export';
import { VERSION } from '../../shared/version';
import { readWholeHistory } from '../history/history';
import { replaceFile } from '../../process/write-state-file';
import type { Outcome } from '../../shared/outcome';

interface Parts {
  historyFile: string;
  /** Undefined: the person chose none. */
  chooseFile: (suggested: string) => Promise<string | undefined>;
}

export interface ExportHandlers {
  'history.export': (wanted: WhatToExport) => Promise<Result<ExportOutput>>;
}

export function createExportHandlers({ historyFile, chooseFile }: Parts): ExportHandlers {
  return {
    'history.export': async (wanted) => {
      const history = readWholeHistory(historyFile);
      const runs = wanted.what === 'all' ? history : history.filter(({ id }) => id === wanted.id);
      if (wanted.what === 'run' && runs.length === 0) {
        return failure({ code: 'request-refused', detail: 'that is no run' });
      }
      const now = new Date();
      const file = await chooseFile(nameFor(wanted, now));
      if (file === undefined) return success(null);
      const written = exportRuns(file, runs, { version: VERSION, at: now });
      return written.ok ? success({ file: basename(file), runs: runs.length }) : written;
    },
  };
}

function nameFor(wanted: WhatToExport, now: Date): string {
  return wanted.what === 'all'
    ? `latchkey-history-${now.toISOString().slice(0, 10)}.json`
    : `latchkey-run-${wanted.id}.json`;
}

/** Newest first. Fails with export-unwritable; a file that was there before is then as it was. */
function exportRuns(
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
