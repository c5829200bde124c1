/** One-click fixes for what a run could not read. Only what stands in that run's record can be left out from here. */
import { failure, success, type Result } from '../../shared/result';
import type { GapsChannel, GapsInput, GapsOutput } from '../../shared/ipc-gaps';
import { judgeGaps, pathsToLeaveOut, wantedGap } from '../exclude/leave-out-gaps';
import { isDirectoryThere } from '../exclude/look-at-path';
import { UndoableEdits } from '../exclude/undoable-edits';
import { readHistory } from '../history/history';
import { readSettings } from '../settings/settings-file';

export type GapsHandlers = {
  [C in GapsChannel]: (input: GapsInput<C>) => Promise<Result<GapsOutput<C>>>;
};

interface Paths {
  historyFile: string;
  settingsFile: string;
  excludeFile: string;
}

export function createGapsHandlers({ historyFile, settingsFile, excludeFile }: Paths): GapsHandlers {
  const edits = new UndoableEdits(excludeFile);

  const unreadableOf = (id: string): Result<readonly string[]> => {
    const run = readHistory(historyFile).find((outcome) => outcome.id === id);
    return run !== undefined && 'acknowledged' in run
      ? success(run.acknowledged?.unreadable.paths ?? [])
      : failure({ code: 'request-refused', detail: 'that run has no such list' });
  };
  const ofRun = (id: string): Result<GapsOutput<'gaps.of-run'>> => {
    const paths = unreadableOf(id);
    if (!paths.ok) return paths;
    const settings = readSettings(settingsFile);
    if (!settings.ok) return settings;
    const file = edits.read();
    if (!file.ok) return file;
    const gaps = judgeGaps(file.value.bytes, settings.value.roots, paths.value, isDirectoryThere);
    return success({ gaps, undo: edits.last });
  };
  const leaveOut = ({ run, paths }: GapsInput<'gaps.leave-out'>): Result<GapsOutput<'gaps.leave-out'>> => {
    const known = unreadableOf(run);
    if (!known.ok) return known;
    const allowed = pathsToLeaveOut(known.value);
    if (!paths.every((path) => allowed.has(path))) {
      return failure({ code: 'request-refused', detail: 'that is nothing that this run could not read' });
    }
    const settings = readSettings(settingsFile);
    if (!settings.ok) return settings;
    const file = edits.read();
    if (!file.ok) return file;
    const { roots } = settings.value;
    const left = edits.leaveOut(
      file.value,
      paths.map((path) => wantedGap(roots, path, isDirectoryThere)),
    );
    if (!left.ok) return left;
    const { added, refused } = left.value;
    return success({ added: added.map(({ rule }) => rule), refused });
  };
  return {
    'gaps.of-run': ({ run }) => Promise.resolve(ofRun(run)),
    'gaps.leave-out': (wanted) => Promise.resolve(leaveOut(wanted)),
    'gaps.undo': () => Promise.resolve(edits.undo()),
  };
}
