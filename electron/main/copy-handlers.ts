/** "Copy this snapshot's files…": asks where to, copies, and shows the place in the file manager. One copy at a time. */
import { copySnapshot } from '../store/copy-snapshot';
import { findSnapshot } from '../store/find-snapshot';
import { readHistory } from '../history/history';
import type { CopyOutput } from '../../shared/ipc-copy';
import { failure, success, type Result } from '../../shared/result';
import type { Desktop } from './desktop';

interface Parts {
  historyFile: string;
  desktop: Pick<Desktop, 'chooseFolder' | 'showInFiles'>;
}

export interface CopyHandlers {
  'snapshot.copy': (wanted: { run: string }) => Promise<Result<CopyOutput>>;
  'snapshot.copy-cancel': () => Promise<Result<null>>;
}

export function createCopyHandlers({ historyFile, desktop }: Parts): {
  handlers: CopyHandlers;
  /** Ends a copy under way; what was copied is removed. */
  close: () => void;
} {
  let underWay: AbortController | undefined;
  const copy = async (run: string): Promise<Result<CopyOutput>> => {
    const outcome = readHistory(historyFile).find(({ id }) => id === run);
    if (outcome === undefined) return refused('that is no run');
    const files = findSnapshot(outcome);
    if (!files.ok) return files;
    if (underWay !== undefined) return refused('another snapshot is being copied');
    const cancelled = new AbortController();
    underWay = cancelled;
    try {
      const target = await desktop.chooseFolder();
      if (target === undefined) return success(null);
      const snapshot = 'acknowledged' in outcome ? (outcome.acknowledged?.snapshot ?? '') : '';
      const { signal } = cancelled;
      const copied = await copySnapshot({ files: files.value, snapshot, target, signal });
      if (!copied.ok) return copied;
      if (copied.value === undefined) return success(null);
      // Where there is no file manager, the window still says the place.
      await desktop.showInFiles(copied.value.place);
      return success(copied.value);
    } finally {
      underWay = undefined;
    }
  };
  return {
    handlers: {
      'snapshot.copy': ({ run }) => copy(run),
      'snapshot.copy-cancel': () => {
        underWay?.abort();
        return Promise.resolve(success(null));
      },
    },
    close: () => {
      underWay?.abort();
    },
  };
}

function refused<T>(detail: string): Result<T> {
  return failure({ code: 'request-refused', detail });
}
