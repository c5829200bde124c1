/** How far the look at the disk is, and what can be done about it. */
import { useRef } from 'react';
import type { Failure } from '../../shared/failures';
import type { UsageState } from '../../shared/ipc-space';
import { request } from '../engine/client';
import { useNow } from '../engine/use-now';
import { Button } from '../ui/button';
import { MenuButton } from '../ui/menu';
import { useLanguage } from '../ui/language';
import { DisksMenu } from './disks-menu';
import { openFile } from './open-list';
import { areOld, canLookAgain } from './use-fresh-look';
import type { ScanTarget } from './use-space';

/** Younger figures are as good as of now. */
const TELL_AGE_FROM_SECONDS = 60;

interface Props {
  state: UsageState;
  scan: (target: ScanTarget) => void;
  /** The finished scan as a whole. */
  lookAgain: () => void;
  fail: (failure: Failure | undefined) => void;
  showUnreadable: () => void;
}

export function ScanLine({ state, scan, lookAgain, fail, showUnreadable }: Props) {
  const { words, formats } = useLanguage();
  const { space } = words;
  const file = useRef<HTMLInputElement>(null);
  const chooseFolder = async (): Promise<void> => {
    const answer = await request('disk.choose-folder', null);
    if (!answer.ok) fail(answer.failure);
    else if (answer.value !== null) scan({ what: 'chosen', token: answer.value.token });
  };
  const seconds = useNow() / 1000;
  const { again, lookedAt } = state;
  const age = lookedAt === null ? 0 : Math.max(0, seconds - lookedAt);
  const lookAnew = (): void => {
    if (canLookAgain(state)) lookAgain();
    else scan({ what: 'again' });
  };
  return (
    <div className="scan-line">
      {state.phase === 'scanning' || again !== null ? (
        <>
          <span className="scan-progress quiet" title={again?.path}>
            {again === null
              ? space.scanning(state.entries, formats.duration(Math.round(state.seconds)))
              : again.path === ''
                ? space.lookingAtAllAgain(again.entries)
                : space.lookingAgain(again.path, again.entries)}
          </span>
          <Button
            onClick={() => {
              void request('space.cancel', null);
            }}
          >
            {space.stop}
          </Button>
        </>
      ) : (
        <>
          {state.phase === 'stopped' && <span className="quiet">{space.stopped}</span>}
          {state.phase === 'too-large' && <span className="quiet">{space.tooLarge}</span>}
          {state.unreadable > 0 && (
            <button type="button" className="link whole" onClick={showUnreadable}>
              {space.unreadableCount(state.unreadable)}
            </button>
          )}
          {age >= TELL_AGE_FROM_SECONDS && (
            <span className="quiet whole">{space.lookedAt(formats.age(age))}</span>
          )}
          {areOld(state, seconds) && <Button onClick={lookAnew}>{space.lookAgain}</Button>}
          <DisksMenu disk={state.origin.kind === 'scan' ? state.origin.disk : null} scan={scan} />
          <MenuButton
            label={space.more}
            items={[
              {
                label: space.lookAgain,
                choose: lookAnew,
              },
              { label: space.otherFolder, choose: () => void chooseFolder() },
              { label: space.openList, choose: () => file.current?.click() },
            ]}
          />
        </>
      )}
      <input
        ref={file}
        type="file"
        hidden
        aria-label={space.openList}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen !== undefined) void openFile(chosen, fail);
          event.target.value = '';
        }}
      />
    </div>
  );
}
