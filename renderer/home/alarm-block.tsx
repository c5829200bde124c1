/** A backup that looks wrong: the numbers, what was done about it, and two honest answers. */
import { useState } from 'react';
import type { Alarm } from '../../shared/alarm';
import { mainSignOf } from '../../shared/describe-alarm';
import { alarmOf, type Outcome } from '../../shared/outcome';
import { parseSnapshotName } from '../../shared/snapshot-name';
import { useNow } from '../engine/use-now';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { useLanguage } from '../ui/language';
import type { Language } from '../../shared/words/language';
import { NotMeDialog } from './not-me-dialog';
import { WasMeDialog } from './was-me-dialog';

interface Props {
  /** The newest backup, which says so. */
  run: Outcome;
  lastGood: Outcome | null;
  /** Its name; null where the settings cannot be read. */
  destination: string | null;
}

export function AlarmBlock({ run, lastGood, destination }: Props) {
  const language = useLanguage();
  const { alarm: words } = language.words;
  const now = useNow();
  const [asking, setAsking] = useState<'was-me' | 'not-me'>();
  const alarm = alarmOf(run);
  if (alarm === undefined) return null;
  const main = mainSignOf(alarm);
  const isLater = 'acknowledged' in run && run.acknowledged?.snapshot !== alarm.snapshot;
  const close = (): void => {
    setAsking(undefined);
  };
  return (
    <>
      <Notice
        shape="attention"
        title={words.title(words.sign(main), sinceOf(language, alarm, now))}
        actions={
          <>
            <Button
              onClick={() => {
                setAsking('was-me');
              }}
            >
              {words.wasMe}
            </Button>
            <Button
              onClick={() => {
                setAsking('not-me');
              }}
            >
              {words.notMe}
            </Button>
          </>
        }
      >
        <p>
          {alarm.heldSince === null ? words.notHeld : words.held} {isLater && words.later}
        </p>
        <OtherSigns alarm={alarm} />
      </Notice>
      {asking === 'was-me' && <WasMeDialog run={run} destination={destination} close={close} />}
      {asking === 'not-me' && (
        <NotMeDialog isHeld={alarm.heldSince !== null} lastGood={lastGood} close={close} />
      )}
    </>
  );
}

/** All but the one in the title. */
function OtherSigns({ alarm }: { alarm: Alarm }) {
  const { words } = useLanguage();
  const main = mainSignOf(alarm);
  const others = alarm.signs.filter((sign) => sign !== main);
  if (others.length === 0) return null;
  return (
    <ul className="quiet">
      {others.map((sign) => (
        <li key={`${sign.code} ${sign.name ?? ''}`}>
          <bdi>{words.alarm.sign(sign)}</bdi>
        </li>
      ))}
    </ul>
  );
}

/** "yesterday", or the day and time of the backup that it was compared with. */
function sinceOf({ words, formats }: Language, { reference }: Alarm, now: number): string {
  const at = parseSnapshotName(reference);
  if (at === undefined) return reference;
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  return at.toDateString() === yesterday.toDateString() ? words.alarm.yesterday : formats.moment(at);
}
