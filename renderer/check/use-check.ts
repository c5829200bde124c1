/** One run of the connection check, step by step as the engine tells them. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CheckedStep } from '../../shared/check-step';
import type { Failure } from '../../shared/failures';
import type { SetupInput } from '../../shared/ipc-setup';
import { listen, request } from '../engine/client';

export type CheckState =
  | { is: 'not-run' }
  | { is: 'running'; steps: readonly CheckedStep[] }
  | { is: 'done'; ok: boolean; steps: readonly CheckedStep[] }
  | { is: 'refused'; failure: Failure };

export interface Check {
  state: CheckState;
  run: (of: SetupInput<'check.run'>) => void;
  cancel: () => void;
  /** What was checked has changed: its result says nothing any more. */
  forget: () => void;
}

export function useCheck(): Check {
  const [state, setState] = useState<CheckState>({ is: 'not-run' });
  const running = useRef(0);
  useEffect(
    () =>
      listen('check.step', (step) => {
        setState((before) =>
          before.is === 'running' ? { ...before, steps: [...before.steps, step] } : before,
        );
      }),
    [],
  );
  const run = useCallback((of: SetupInput<'check.run'>) => {
    running.current += 1;
    const mine = running.current;
    setState({ is: 'running', steps: [] });
    void request('check.run', of).then((answer) => {
      if (running.current !== mine) return;
      setState((before) =>
        answer.ok
          ? { is: 'done', ok: answer.value.ok, steps: before.is === 'running' ? before.steps : [] }
          : { is: 'refused', failure: answer.failure },
      );
    });
  }, []);
  const cancel = useCallback(() => {
    void request('check.cancel', null);
  }, []);
  const forget = useCallback(() => {
    setState((before) => (before.is === 'running' ? before : { is: 'not-run' }));
  }, []);
  return useMemo(() => ({ state, run, cancel, forget }), [state, run, cancel, forget]);
}
