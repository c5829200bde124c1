/** What looks wrong, in the words of the terminal. */
import { RELEASE_COMMAND } from '../../shared/alarm';
import { describeSign } from '../../shared/describe-alarm';
import { alarmOf, type Outcome } from '../../shared/outcome';
import { showName } from '../usage/show-name';

/** Lines; none where nothing looks wrong. */
export function describeAlarm(outcome: Outcome | undefined): string[] {
  const alarm = alarmOf(outcome);
  if (alarm === undefined || outcome === undefined || !('acknowledged' in outcome)) return [];
  const isOwn = outcome.acknowledged?.snapshot === alarm.snapshot;
  return [
    `${isOwn ? 'This backup' : `The backup ${alarm.snapshot}`} looks wrong, compared with ${alarm.reference}:`,
    ...alarm.signs.map((sign) => `  ${showName(Buffer.from(describeSign(sign)))}`),
    ...(alarm.heldSince === null ? [] : ['Nothing older is deleted until this is settled.']),
    `If that was you, say so where the backups are: ${RELEASE_COMMAND}`,
    `If not: your files as they were are in ${alarm.reference}.`,
  ];
}
