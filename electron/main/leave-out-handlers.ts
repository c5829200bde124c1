/** One-click fixes for what a run could not read. Only what stands in that run's record can be left out from here. */
import { failure, success, type Result } from '../../shared/result';
import type { LeaveOutChannel, LeaveOutInput, LeaveOutOutput } from '../../shared/ipc-leave-out';
import { judgeGaps, leaveOutGaps, pathsToLeaveOut } from '../exclude/leave-out-gaps';
import { isDirectoryThere } from '../exclude/look-at-path';
import { UndoableEdits } from '../exclude/undoable-edits';
import { readHistory } from '../run/history';
import { readSettings } from '../settings/settings-file';

export type LeaveOutHandlers = {
  [C in LeaveOutChannel]: (input: LeaveOutInput<C>) => Promise<Result<LeaveOutOutput<C>>>;
};

interface Paths {
  historyFile: string;
  settingsFile: string;
  excludeFile: string;
}

export function createLeaveOutHandlers({ historyFile, settingsFile, excludeFile }: Paths): LeaveOutHandlers {
  const edits = new UndoableEdits(excludeFile);

  const unreadableOf = (id: string): Result<readonly string[]> => {
    const run = readHistory(historyFile).find((outcome) => outcome.id === id);
    return run !== undefined && 'acknowledged' in run
      ? success(run.acknowledged?.unreadable.paths ?? [])
      : failure({ code: 'request-refused', detail: 'that run has no such list' });
  };
  const ofRun = (id: string): Result<LeaveOutOutput<'excludes.of-run'>> => {
    const paths = unreadableOf(id);
    if (!paths.ok) return paths;
    const settings = readSettings(settingsFile);
    if (!settings.ok) return settings;
    const file = edits.read();
    if (!file.ok) return file;
    const gaps = judgeGaps(file.value.bytes, settings.value.roots, paths.value, isDirectoryThere);
    return success({ gaps, undo: edits.last });
  };
  const leaveOut = ({
    run,
    paths,
  }: LeaveOutInput<'excludes.leave-out'>): Result<LeaveOutOutput<'excludes.leave-out'>> => {
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
    const { list, added, refused } = leaveOutGaps(
      file.value.bytes,
      settings.value.roots,
      paths,
      isDirectoryThere,
    );
    const saved = added.length === 0 ? success(null) : edits.save(file.value, list, added);
    return saved.ok ? success({ added, refused }) : saved;
  };
  return {
    'excludes.of-run': ({ run }) => Promise.resolve(ofRun(run)),
    'excludes.leave-out': (wanted) => Promise.resolve(leaveOut(wanted)),
    'excludes.undo': () => Promise.resolve(edits.undo()),
  };
}
