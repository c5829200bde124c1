/** The scan that sizes come from: as it goes on, and started where nobody has made one yet. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { JudgedList } from '../../shared/ipc-excludes';
import type { UsageState } from '../../shared/ipc-space';
import { listen, request } from '../engine/client';

export interface Scan {
  /** As it was told last. */
  state: UsageState | undefined;
  /** Another one whenever sizes may be others. */
  occasion: string;
  failure: Failure | undefined;
  start: () => void;
}

export function useScan(known: JudgedList['scan'] | undefined): Scan {
  const [state, setState] = useState<UsageState>();
  const [failure, setFailure] = useState<Failure>();
  const started = useRef(false);
  useEffect(
    () =>
      listen('space.changed', (change) => {
        setState(change.state);
      }),
    [],
  );
  const start = useCallback(() => {
    void request('space.scan', { what: 'roots' }).then((answer) => {
      setFailure(answer.ok ? undefined : answer.failure);
    });
  }, []);
  useEffect(() => {
    // Once: what cannot be scanned is not tried again and again.
    if (known !== 'none' || started.current) return;
    started.current = true;
    start();
  }, [known, start]);
  return { state, occasion: `${state?.tree ?? 0} ${state?.phase ?? ''}`, failure, start };
}
