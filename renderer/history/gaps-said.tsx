/** What came of leaving out: the new rules, what there is no rule for, and the way back. */
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import type { Gaps } from './use-gaps';

export function GapsSaid({ of }: { of: Gaps }) {
  const { words } = useLanguage();
  const { known, last } = of;
  const undo = known.is === 'known' ? known.value.undo : null;
  return (
    <>
      <div className="gaps-said" role="status">
        {last?.did === 'undo' && <p>{words.gaps.undone}</p>}
        {last?.did === 'leave-out' && (
          <>
            {last.added.length > 0 && <p className="path">{words.gaps.added(last.added)}</p>}
            {last.refused.map((refused) => (
              <p key={refused.shown} className="path">
                {words.gaps.refused(refused)}
              </p>
            ))}
          </>
        )}
      </div>
      {undo !== null && (
        <div>
          <Button className="button path" disabled={of.busy} onClick={of.undo}>
            {words.gaps.undo(undo)}
          </Button>
        </div>
      )}
      <Refusal failure={of.failure} dismiss={of.forget} />
    </>
  );
}
