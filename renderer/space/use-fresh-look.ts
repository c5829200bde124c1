/** Figures that are old are looked at anew when a person comes back to them; the picture stays meanwhile. */
import { useEffect, useEffectEvent } from 'react';
import type { UsageState } from '../../shared/ipc-space';
import { request } from '../engine/client';

/** After so long a laptop's files are others. */
const OLD_AFTER_SECONDS = 3600;

/** `now` in seconds since 1970. */
export function areOld(state: UsageState, now: number): boolean {
  return canLookAgain(state) && state.lookedAt !== null && now - state.lookedAt > OLD_AFTER_SECONDS;
}

/** Whether there is a finished scan of this machine that is not being looked at again. */
export function canLookAgain({ origin, phase, again }: UsageState): boolean {
  return origin.kind === 'scan' && again === null && (phase === 'done' || phase === 'stopped');
}

export function useFreshLook(state: UsageState | undefined): void {
  const look = useEffectEvent(() => {
    if (state === undefined || state.tree === null || document.visibilityState !== 'visible') return;
    if (areOld(state, Date.now() / 1000)) void request('space.look-again', { tree: state.tree, node: 0 });
  });
  const known = state !== undefined;
  useEffect(() => {
    if (!known) return;
    const back = (): void => {
      look();
    };
    back();
    document.addEventListener('visibilitychange', back);
    return () => {
      document.removeEventListener('visibilitychange', back);
    };
  }, [known]);
}
