/** What looked wrong in one backup, with the numbers. */
import { alarmOf, type Outcome } from '../../shared/outcome';
import { Notice } from '../ui/notice';
import { useLanguage } from '../ui/language';

export function AlarmSaid({ run }: { run: Outcome }) {
  const { alarm: words } = useLanguage().words;
  const alarm = alarmOf(run);
  if (alarm === undefined || !('acknowledged' in run)) return null;
  const isOwn = run.acknowledged?.snapshot === alarm.snapshot;
  return (
    <Notice shape="attention" title={isOwn ? words.inHistory : words.inHistoryBefore}>
      <ul>
        {alarm.signs.map((sign) => (
          <li key={`${sign.code} ${sign.name ?? ''}`}>
            <bdi>{words.sign(sign)}</bdi>
          </li>
        ))}
      </ul>
      {alarm.heldSince !== null && <p className="quiet">{words.heldThen}</p>}
    </Notice>
  );
}
