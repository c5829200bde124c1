/** What a run could not read, as the exclude list has it now; leaving it out, and taking that back. */
import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { Gap, RefusedGap } from '../../shared/ipc-gaps';
import { request } from '../engine/client';
import { useAnswer, type Asked } from '../engine/use-answer';

/** What came of the last press. */
type LastPress =
  { did: 'leave-out'; added: readonly string[]; refused: readonly RefusedGap[] } | { did: 'undo' };

export interface Gaps {
  known: Asked<{ gaps: readonly Gap[]; undo: readonly string[] | null }>;
  busy: boolean;
  last: LastPress | undefined;
  failure: Failure | undefined;
  forget: () => void;
  leaveOut: (paths: readonly string[]) => void;
  undo: () => void;
}

export function useGaps(run: string): Gaps {
  const { answer, askAgain } = useAnswer('gaps.of-run', { run }, '');
  const [busy, setBusy] = useState(false);
  const [last, setLast] = useState<LastPress>();
  const [failure, setFailure] = useState<Failure>();
  useEffect(() => {
    // The list may have been changed elsewhere while the window was behind others.
    window.addEventListener('focus', askAgain);
    return () => {
      window.removeEventListener('focus', askAgain);
    };
  }, [askAgain]);
  const settle = useCallback(
    (did: LastPress | undefined, problem: Failure | undefined) => {
      setBusy(false);
      setLast(did);
      setFailure(problem);
      askAgain();
    },
    [askAgain],
  );
  const leaveOut = (paths: readonly string[]): void => {
    setBusy(true);
    void request('gaps.leave-out', { run, paths: [...paths] }).then((given) => {
      if (given.ok) settle({ did: 'leave-out', ...given.value }, undefined);
      else settle(undefined, given.failure);
    });
  };
  const undo = (): void => {
    setBusy(true);
    void request('gaps.undo', null).then((given) => {
      if (given.ok) settle({ did: 'undo' }, undefined);
      else settle(undefined, given.failure);
    });
  };
  const forget = (): void => {
    setFailure(undefined);
  };
  return { known: answer, busy, last, failure, forget, leaveOut, undo };
}
