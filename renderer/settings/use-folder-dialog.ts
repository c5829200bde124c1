/** The desktop's own dialog for a folder. What was chosen stays with the main process; the window gets a token for it. */
import { useCallback, useMemo, useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { Input } from '../../shared/ipc';
import { request } from '../engine/client';

interface ChosenFolder {
  token: string;
  path: string;
}

export interface FolderDialog {
  /** Undefined: none was chosen, or it was refused. */
  choose: () => Promise<ChosenFolder | undefined>;
  busy: boolean;
  failure: Failure | undefined;
  forget: () => void;
}

export function useFolderDialog(purpose: Input<'settings.choose-folder'>): FolderDialog {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const choose = useCallback(async () => {
    setBusy(true);
    const answer = await request('settings.choose-folder', purpose);
    setBusy(false);
    setFailure(answer.ok ? undefined : answer.failure);
    return answer.ok ? (answer.value ?? undefined) : undefined;
  }, [purpose]);
  const forget = useCallback(() => {
    setFailure(undefined);
  }, []);
  return useMemo(() => ({ choose, busy, failure, forget }), [choose, busy, failure, forget]);
}
