/** How far the look at the disk is, and what can be done about it. */
import { useRef } from 'react';
import type { Failure } from '../../shared/failures';
import type { UsageState } from '../../shared/ipc-space';
import { request } from '../engine/client';
import { Button } from '../ui/button';
import { MenuButton } from '../ui/menu';
import { useLanguage } from '../ui/language';
import { openFile } from './open-list';
import type { ScanTarget } from './use-space';

interface Props {
  state: UsageState;
  scan: (target: ScanTarget) => void;
  fail: (failure: Failure | undefined) => void;
  showUnreadable: () => void;
}

export function ScanLine({ state, scan, fail, showUnreadable }: Props) {
  const { words, formats } = useLanguage();
  const { space } = words;
  const file = useRef<HTMLInputElement>(null);
  const chooseFolder = async (): Promise<void> => {
    const answer = await request('disk.choose-folder', null);
    if (!answer.ok) fail(answer.failure);
    else if (answer.value !== null) scan({ what: 'chosen', token: answer.value.token });
  };
  return (
    <div className="scan-line">
      {state.phase === 'scanning' ? (
        <>
          <span className="quiet whole">
            {space.scanning(state.entries, formats.duration(Math.round(state.seconds)))}
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
          <MenuButton
            label={space.more}
            items={[
              {
                label: space.lookAgain,
                choose: () => {
                  scan({ what: 'again' });
                },
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
