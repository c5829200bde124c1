/** What a run could not read, by folder, each with what leaves it out in one press. */
import type { Gap } from '../../shared/ipc-gaps';
import type { Outcome } from '../../shared/outcome';
import { usePlace } from '../shell/place';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { VirtualList } from '../ui/virtual-list';
import { useLanguage } from '../ui/language';
import { GapsSaid } from './gaps-said';
import { groupByFolder, nameOf, stillKept, type GapFolder } from './group-by-folder';
import { LeaveOutButton } from './leave-out-button';
import { useGaps, type Gaps } from './use-gaps';

/** A folder shows so many names at most: which one is the thousandth decides nothing. */
const MOST_NAMES = 50;

export function Unreadable({ run, count }: { run: Outcome; count: number }) {
  const { words } = useLanguage();
  const { go } = usePlace();
  const gaps = useGaps(run.id);
  const { known } = gaps;
  const label = words.history.unreadable(count);
  return (
    <section className="unreadable">
      <h2>{label}</h2>
      <p className="quiet">{words.run.gapsNext}</p>
      {known.is === 'asking' && <p className="quiet">{words.history.asking}</p>}
      {known.is === 'refused' && <Refusal failure={known.failure} />}
      {known.is === 'known' && (
        <>
          <VirtualList
            items={groupByFolder(known.value.gaps)}
            keyOf={({ path }) => path}
            likelyRem={7}
            label={label}
            className="unreadable-folders"
            role="list"
            row={(folder) => <FolderOfGaps folder={folder} roots={run.roots} of={gaps} />}
          />
          {known.value.gaps.length < count && (
            <p className="quieter">{words.history.unreadableFirst(known.value.gaps.length)}</p>
          )}
        </>
      )}
      <GapsSaid of={gaps} />
      <div>
        <Button
          onClick={() => {
            go('excludes');
          }}
        >
          {words.home.whatIsLeftOut}
        </Button>
      </div>
    </section>
  );
}

function FolderOfGaps({ folder, roots, of }: { folder: GapFolder; roots: readonly string[]; of: Gaps }) {
  const { words } = useLanguage();
  const { path, shown, gaps } = folder;
  const more = gaps.length - MOST_NAMES;
  const isInside = roots.some((root) => path.startsWith(root === '/' ? '/' : `${root}/`) && path !== root);
  return (
    <div className="gap-folder">
      <p className="gap-folder-head">
        <span className="path">{shown}</span>{' '}
        <span className="quieter whole">{words.history.inFolder(gaps.length)}</span>
      </p>
      <ul className="unreadable-names">
        {gaps.slice(0, MOST_NAMES).map((gap) => (
          <GapName key={gap.path} gap={gap} />
        ))}
        {more > 0 && <li className="quieter">{words.gaps.andMore(more)}</li>}
      </ul>
      {stillKept(gaps).length === 0 ? (
        <p className="quiet">{words.gaps.allLeftOut}</p>
      ) : (
        <div className="gap-buttons">
          <LeaveOutButton gaps={gaps} of={of} />
          {isInside && (
            <Button
              className="button path"
              disabled={of.busy}
              onClick={() => {
                of.leaveOut([path]);
              }}
            >
              {words.gaps.around(shown.slice(shown.lastIndexOf('/') + 1))}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function GapName({ gap }: { gap: Gap }) {
  const { words } = useLanguage();
  return (
    <li className="path">
      {nameOf(gap)}
      {gap.rule !== null && (
        <span className="quieter"> {words.gaps.leftOutBy(gap.rule.line, gap.rule.text)}</span>
      )}
    </li>
  );
}
