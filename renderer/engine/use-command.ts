/** A request that a button sends: under way or not, and what came of it where it was refused. */
import { useCallback, useMemo, useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { Channel, Input } from '../../shared/ipc';
import { request } from './client';

export interface Command<C extends Channel> {
  send: (input: Input<C>) => Promise<boolean>;
  busy: boolean;
  failure: Failure | undefined;
  forget: () => void;
}

export function useCommand<C extends Channel>(channel: C): Command<C> {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const send = useCallback(
    async (input: Input<C>) => {
      setBusy(true);
      const answer = await request(channel, input);
      setBusy(false);
      setFailure(answer.ok ? undefined : answer.failure);
      return answer.ok;
    },
    [channel],
  );
  const forget = useCallback(() => {
    setFailure(undefined);
  }, []);
  return useMemo(() => ({ send, busy, failure, forget }), [send, busy, failure, forget]);
}
