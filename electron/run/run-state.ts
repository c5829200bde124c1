/** The states of a run and the only ways between them. */
import type { Outcome } from '../../shared/outcome';
import type { RunState } from '../../shared/run-events';

export type RunStep =
  | { step: 'start' }
  | { step: 'listen'; port: number }
  | { step: 'call' }
  | { step: 'let-in'; peer: string | null }
  | { step: 'clean-up' }
  | { step: 'once-more' }
  | { step: 'finish'; outcome: Outcome };

/** The next state; the same one where the step means nothing there (a second root is let in, say). */
export function nextState(state: RunState, step: RunStep): RunState {
  switch (step.step) {
    case 'start':
      return state.phase === 'idle' || state.phase === 'finished' ? { phase: 'preparing' } : state;
    case 'listen':
      return state.phase === 'preparing' ? { phase: 'listening', port: step.port } : state;
    case 'call':
      // Without a door for a store on this machine.
      return state.phase === 'listening' || state.phase === 'preparing' ? { phase: 'calling' } : state;
    case 'let-in':
      // The host may be quicker than our own note that we have called it.
      return state.phase === 'calling' || state.phase === 'listening'
        ? { phase: 'transferring', peer: step.peer }
        : state;
    case 'clean-up':
      return state.phase === 'idle' || state.phase === 'finished' || state.phase === 'cleaning-up'
        ? state
        : { phase: 'cleaning-up' };
    case 'once-more':
      return state.phase === 'cleaning-up' ? { phase: 'preparing' } : state;
    case 'finish':
      return state.phase === 'cleaning-up' ? { phase: 'finished', outcome: step.outcome } : state;
  }
}
