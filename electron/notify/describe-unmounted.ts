/** What became of unmounting the disk of the backups, for somebody who looks elsewhere by now. */
import type { Unmounted } from '../../shared/unmounted';
import type { Language } from '../../shared/words/language';
import type { Notice } from './notice';

export function describeUnmounted({ words }: Language, unmounted: Unmounted): Notice {
  const { title } = words.notices.unmounted;
  const isDone = unmounted.result === 'unmounted';
  return {
    ...{ cause: 'unmounted', title: isDone ? title.unmounted : title.other },
    ...{ body: unmountedIn(words.notices, unmounted), urgency: 'normal', buttons: [], settledBy: null },
  };
}

/** One sentence, and what to do where there is something. */
export function unmountedIn(say: Language['words']['notices'], unmounted: Unmounted): string {
  return unmounted.result === 'refused'
    ? say.unmounted.refused(unmounted.detail)
    : say.unmounted[unmounted.result];
}
