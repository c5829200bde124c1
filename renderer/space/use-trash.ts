/** Moving to the trash and putting back, and one sentence on what came of it. The main process asks the person first. */
import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../shared/failures';
import { request } from '../engine/client';
import type { Language } from '../../shared/words/language';

export interface TrashCan {
  /** What would be put back; null: nothing. */
  last: string | null;
  move: (tree: number, node: number) => void;
  putBack: () => void;
}

export function useTrash(
  { words, formats }: Language,
  say: (sentence: string) => void,
  fail: (failure: Failure | undefined) => void,
): TrashCan {
  const { space } = words;
  const [last, setLast] = useState<string | null>(null);
  const look = useCallback(() => {
    void request('disk.last-trashed', null).then((answer) => {
      if (answer.ok) setLast(answer.value);
    });
  }, []);
  useEffect(look, [look]);
  const move = (tree: number, node: number): void => {
    void request('disk.trash', { tree, node }).then((answer) => {
      fail(answer.ok ? undefined : answer.failure);
      if (!answer.ok || answer.value === null) return;
      say(space.trashed(answer.value.name, formats.bytes(answer.value.bytes)));
      look();
    });
  };
  const putBack = useCallback(() => {
    void request('disk.put-back', null).then((answer) => {
      fail(answer.ok ? undefined : answer.failure);
      if (answer.ok) say(space.isBack(answer.value));
      look();
    });
  }, [fail, say, space, look]);
  return { last, move, putBack };
}
