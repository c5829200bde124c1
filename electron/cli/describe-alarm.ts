/** What looks wrong, in the words of the terminal. */
import { RELEASE_COMMAND } from '../../shared/alarm';
import { alarmOf, type Outcome } from '../../shared/outcome';
import type { Language } from '../../shared/words/language';
import { showName } from '../usage/show-name';

/** Lines; none where nothing looks wrong. */
export function describeAlarm({ words }: Language, outcome: Outcome | undefined): string[] {
  const alarm = alarmOf(outcome);
  if (alarm === undefined || outcome === undefined || !('acknowledged' in outcome)) return [];
  const say = words.terminal.alarm;
  const isOwn = outcome.acknowledged?.snapshot === alarm.snapshot;
  return [
    isOwn ? say.thisOne(alarm.reference) : say.earlier(alarm.snapshot, alarm.reference),
    ...alarm.signs.map((sign) => `  ${showName(Buffer.from(words.alarm.sign(sign)))}`),
    ...(alarm.heldSince === null ? [] : [say.held]),
    say.wasYou(RELEASE_COMMAND),
    say.wasNot(alarm.reference),
  ];
}
