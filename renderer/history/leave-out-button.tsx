/** Leaves out what a run could not read, named for what it is. None where nothing is to be done, or too much at once. */
import { MOST_LEFT_OUT, type Gap } from '../../shared/ipc-gaps';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import { stillKept } from './group-by-folder';
import type { Gaps } from './use-gaps';

export function LeaveOutButton({ gaps, of }: { gaps: readonly Gap[]; of: Gaps }) {
  const { words } = useLanguage();
  const kept = stillKept(gaps);
  if (kept.length === 0 || kept.length > MOST_LEFT_OUT) return null;
  const folders = kept.filter(({ isFolder }) => isFolder).length;
  const kind = folders === 0 ? 'files' : folders === kept.length ? 'folders' : 'mixed';
  return (
    <Button
      disabled={of.busy}
      onClick={() => {
        of.leaveOut(kept.map(({ path }) => path));
      }}
    >
      {words.gaps[kind](kept.length)}
    </Button>
  );
}
