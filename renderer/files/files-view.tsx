/** Files: where is what I lost, and how does it come back? */
import { useEffect, type ReactNode } from 'react';
import type { Backups } from '../../shared/ipc-files';
import { useRunControls } from '../engine/run-controls';
import { useAnswer } from '../engine/use-answer';
import { useNewestRuns } from '../engine/use-newest-runs';
import { usePlace } from '../shell/place';
import { Button } from '../ui/button';
import { Page } from '../ui/page';
import { useLanguage } from '../ui/language';
import { request } from '../engine/client';
import { DestinationSelect } from './destination-select';
import { Locked } from './locked';
import { OpenBackups } from './open-backups';
import { Refused } from './refused';
import { beginAt, type Where } from './use-browse';
import './files.css';

/** A disk that is plugged in meanwhile is noticed. */
const LOOK_AGAIN_MS = 10_000;
/** A grant has surely ended so long after its end. */
const AFTER_END_MS = 500;

export function FilesView() {
  const { files } = useLanguage().words;
  const newest = useNewestRuns();
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
  const { place, go } = usePlace();
  const { access, snapshots, destination } = backups;
  const turnTo = (to: string, where?: Where): void => {
    if (where !== undefined) {
      beginAt(where);
      // What one was sent to is elsewhere.
      go('files');
    }
    void request('files.turn-to', to).then(askAgain);
  };
  const select = (
    <DestinationSelect
      backups={backups}
      turnTo={turnTo}
      brief={access.is === 'open' && snapshots.length > 0}
    />
  );
  switch (access.is) {
    case 'locked':
      return <Locked key={destination} access={access} opened={askAgain} select={select} />;
    case 'away':
      return <Away failure={access.failure} askAgain={askAgain} select={select} />;
    case 'open':
      return snapshots.length === 0 ? (
        <NoneYet destination={destination} select={select} />
      ) : (
        // Who is sent to a file, is there whatever was looked at before.
        <OpenBackups
          key={`${place.asked ?? 0} ${destination}`}
          {...{ backups, access, askAgain, select, turnTo }}
        />
      );
  }
}

interface AwayProps {
  failure: Parameters<typeof Refused>[0]['failure'] & object;
  askAgain: () => void;
  select: ReactNode;
}

function Away({ failure, askAgain, select }: AwayProps) {
  const { files } = useLanguage().words;
  const { go } = usePlace();
  const isNotSetUp = failure.code === 'settings-missing';
  return (
    <Page title={files.title}>
      {select}
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

function NoneYet({ destination, select }: { destination: string; select: ReactNode }) {
  const { words } = useLanguage();
  const { start } = useRunControls();
  const { go } = usePlace();
  const { none, title } = words.files;
  return (
    <Page title={title}>
      {select}
      <h2>{none.title}</h2>
      <p>{none.meaning}</p>
      <div>
        <Button
          kind="main"
          disabled={start.busy}
          onClick={() => {
            // Home says what comes of it, a refusal included.
            go('home');
            void start.send(destination);
          }}
        >
          {words.home.backUpNow}
        </Button>
      </div>
    </Page>
  );
}
