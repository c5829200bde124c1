/** Leaving out and taking back, and one sentence on what came of it. */
import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { HowToLeaveOut, LeftOut } from '../../shared/ipc-leave-out';
import { request } from '../engine/client';
import type { Language } from '../../shared/words/language';

export interface LeaveOut {
  /** What happened last, in words. */
  said: string;
  say: (sentence: string) => void;
  leaveOut: (tree: number, node: number, how: HowToLeaveOut) => void;
  undo: () => void;
}

export function useLeaveOut(language: Language, fail: (failure: Failure | undefined) => void): LeaveOut {
  const [said, say] = useState('');
  const leaveOut = useCallback(
    (tree: number, node: number, how: HowToLeaveOut) => {
      void request('space.leave-out', { tree, node, how }).then((answer) => {
        if (answer.ok) say(sentenceFor(language, answer.value));
        fail(answer.ok ? undefined : answer.failure);
      });
    },
    [language, fail],
  );
  const undo = useCallback(() => {
    void request('space.undo', null).then((answer) => {
      say(answer.ok ? language.words.space.undone : '');
      fail(answer.ok ? undefined : answer.failure);
    });
  }, [language, fail]);
  return { said, say, leaveOut, undo };
}

function sentenceFor({ words: { space }, formats }: Language, result: LeftOut): string {
  switch (result.kind) {
    case 'done': {
      const [only = '', another] = result.rules;
      if (another !== undefined) return space.doneMany(result.rules.length, formats.bytes(result.bytes));
      return result.bytes > 0 ? space.done(only, formats.bytes(result.bytes)) : space.doneNothing(only);
    }
    case 'already':
      return result.rule === null ? space.alreadyAll : space.already(result.rule.line, result.rule.text);
    case 'is-root':
      return space.isRoot;
    case 'in-no-root':
      return space.inNoRoot;
    case 'not-possible':
      return space.notPossible;
  }
}

/** Ctrl+Z, but not while a search is typed, which has an undo of its own. */
export function useUndoKey(canUndo: boolean, undo: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const inText = event.target instanceof HTMLInputElement && event.target.type === 'search';
      if (!event.ctrlKey || event.key.toLowerCase() !== 'z' || inText || !canUndo) return;
      event.preventDefault();
      undo();
    };
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', press);
    };
  }, [canUndo, undo]);
}
