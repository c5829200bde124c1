/** The engine's state in the window. It is asked for once and then told; the window makes none of its own. */
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { AppState } from '../../shared/app-state';
import type { Failure } from '../../shared/failures';
import type { Answer } from '../../shared/ipc';
import { listen, request } from './client';

type Told = { is: 'refused'; failure: Failure } | { is: 'known'; state: AppState };

export type KnownState =
  | { is: 'refused'; failure: Failure; askAgain: () => void }
  | { is: 'known'; state: AppState; askAgain: () => void };

const StateContext = createContext<KnownState | undefined>(undefined);

/** @param first what was asked before there was anything to show it in */
export function AppStateProvider({ first, children }: { first: Answer<AppState>; children: ReactNode }) {
  const [told, setTold] = useState(() => toldBy(first));
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    // What is told while the answer is under way is newer than the answer.
    let toldMeanwhile = false;
    let gone = false;
    const stopListening = listen('state.changed', (state) => {
      toldMeanwhile = true;
      setTold({ is: 'known', state });
    });
    void request('state.get', null).then((answer) => {
      if (gone || toldMeanwhile) return;
      setTold(toldBy(answer));
    });
    return () => {
      gone = true;
      stopListening();
    };
  }, [asked]);
  const known = useMemo<KnownState>(() => {
    const askAgain = (): void => {
      setAsked((times) => times + 1);
    };
    return { ...told, askAgain };
  }, [told]);
  return <StateContext value={known}>{children}</StateContext>;
}

export function useAppState(): KnownState {
  const known = useContext(StateContext);
  if (known === undefined) throw new Error('there is no state around this');
  return known;
}

function toldBy(answer: Answer<AppState>): Told {
  return answer.ok ? { is: 'known', state: answer.value } : { is: 'refused', failure: answer.failure };
}
