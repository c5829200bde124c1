/** Files: where is what I lost, and how does it come back? */
import { useEffect } from 'react';
import type { Backups } from '../../shared/ipc-files';
import { useAppState } from '../engine/app-state';
import { useRunControls } from '../engine/run-controls';
import { useAnswer } from '../engine/use-answer';
import { usePlace } from '../shell/place';
import { Button } from '../ui/button';
import { Page } from '../ui/page';
import { useLanguage } from '../ui/language';
import { Locked } from './locked';
import { OpenBackups } from './open-backups';
import { Refused } from './refused';
import './files.css';

/** A disk that is plugged in meanwhile is noticed. */
const LOOK_AGAIN_MS = 10_000;
/** A grant has surely ended so long after its end. */
const AFTER_END_MS = 500;

export function FilesView() {
  const { files } = useLanguage().words;
  const known = useAppState();
  const newest = known.is === 'known' ? (known.state.last?.id ?? '') : '';
  const { answer, askAgain } = useAnswer('files.backups', null, newest);
  const access = answer.is === 'known' ? answer.value.access : undefined;
  const until = access?.is === 'open' ? access.until : null;
  useEffect(() => {
    if (until === null) return;
    const end = setTimeout(askAgain, Math.max(0, Date.parse(until) - Date.now()) + AFTER_END_MS);
    return () => {
      clearTimeout(end);
    };
  }, [until, askAgain]);
  const isAway = access?.is === 'away';
  useEffect(() => {
    if (!isAway) return;
    const again = setInterval(askAgain, LOOK_AGAIN_MS);
    return () => {
      clearInterval(again);
    };
  }, [isAway, askAgain]);

  switch (answer.is) {
    case 'asking':
      return (
        <Page title={files.title}>
          <p role="status">{files.asking}</p>
        </Page>
      );
    case 'refused':
      return (
        <Page title={files.title}>
          <Refused failure={answer.failure} actions={<Button onClick={askAgain}>{files.lookAgain}</Button>} />
        </Page>
      );
    case 'known':
      return <Known backups={answer.value} askAgain={askAgain} />;
  }
}

function Known({ backups, askAgain }: { backups: Backups; askAgain: () => void }) {
  const { place } = usePlace();
  const { access, snapshots } = backups;
  switch (access.is) {
    case 'locked':
      return <Locked access={access} opened={askAgain} />;
    case 'away':
      return <Away failure={access.failure} askAgain={askAgain} />;
    case 'open':
      return snapshots.length === 0 ? (
        <NoneYet />
      ) : (
        // Who is sent to a file, is there whatever was looked at before.
        <OpenBackups key={place.asked ?? 0} backups={backups} access={access} askAgain={askAgain} />
      );
  }
}

interface AwayProps {
  failure: Parameters<typeof Refused>[0]['failure'] & object;
  askAgain: () => void;
}

function Away({ failure, askAgain }: AwayProps) {
  const { files } = useLanguage().words;
  const { go } = usePlace();
  const isNotSetUp = failure.code === 'settings-missing';
  return (
    <Page title={files.title}>
      <Refused
        failure={failure}
        actions={
          isNotSetUp ? (
            <Button
              kind="main"
              onClick={() => {
                go('home');
              }}
            >
              {files.setUp}
            </Button>
          ) : (
            <Button onClick={askAgain}>{files.lookAgain}</Button>
          )
        }
      />
    </Page>
  );
}

function NoneYet() {
  const { words } = useLanguage();
  const { start } = useRunControls();
  const { go } = usePlace();
  const { none, title } = words.files;
  return (
    <Page title={title}>
      <h2>{none.title}</h2>
      <p>{none.meaning}</p>
      <div>
        <Button
          kind="main"
          disabled={start.busy}
          onClick={() => {
            // Home says what comes of it, a refusal included.
            go('home');
            void start.send(null);
          }}
        >
          {words.home.backUpNow}
        </Button>
      </div>
    </Page>
  );
}
