import { fc, test as property } from '../helpers/property';
import { expect, test } from 'vitest';
import { nextState, type RunStep } from '../../electron/run/run-state';
import type { Outcome } from '../../shared/outcome';
import type { RunState } from '../../shared/run-events';

const OUTCOME: Outcome = {
  schemaVersion: 1,
  id: 'x',
  startedAt: '2026-11-22T20:00:00Z',
  finishedAt: '2026-11-22T20:01:00Z',
  host: 'nas',
  roots: ['/home/u'],
  refused: { commands: 0, reasons: [], peers: [] },
  result: 'completed',
};

const GOOD_RUN: [RunStep, RunState['phase']][] = [
  [{ step: 'start' }, 'preparing'],
  [{ step: 'listen', port: 4711 }, 'listening'],
  [{ step: 'call' }, 'calling'],
  [{ step: 'let-in', peer: '192.0.2.1' }, 'transferring'],
  [{ step: 'clean-up' }, 'cleaning-up'],
  [{ step: 'finish', outcome: OUTCOME }, 'finished'],
];

test('a good run goes through every state in order', () => {
  let state: RunState = { phase: 'idle' };
  for (const [step, phase] of GOOD_RUN) {
    state = nextState(state, step);
    expect(state.phase).toBe(phase);
  }
  expect(state).toEqual({ phase: 'finished', outcome: OUTCOME });
});

test('a finished run can be followed by another', () => {
  expect(nextState({ phase: 'finished', outcome: OUTCOME }, { step: 'start' })).toEqual({
    phase: 'preparing',
  });
});

test('a run may be made once more when it has cleaned up', () => {
  expect(nextState({ phase: 'cleaning-up' }, { step: 'once-more' })).toEqual({ phase: 'preparing' });
  const state: RunState = { phase: 'finished', outcome: OUTCOME };
  expect(nextState(state, { step: 'once-more' })).toBe(state);
});

test('a host that is quicker than our own note of the call is let in all the same', () => {
  const state = nextState({ phase: 'listening', port: 1 }, { step: 'let-in', peer: 'p' });
  expect(state).toEqual({ phase: 'transferring', peer: 'p' });
  expect(nextState(state, { step: 'call' })).toBe(state);
});

const steps = fc.array(fc.constantFrom(...GOOD_RUN.map(([step]) => step)));

property.prop([steps])(
  'whatever comes, it only finishes out of cleaning up, and cleans up only what began',
  (list) => {
    let state: RunState = { phase: 'idle' };
    for (const step of list) {
      const next = nextState(state, step);
      if (next !== state && next.phase === 'finished') expect(state.phase).toBe('cleaning-up');
      if (next !== state && next.phase === 'cleaning-up')
        expect(['idle', 'finished']).not.toContain(state.phase);
      if (next !== state && next.phase === 'transferring')
        expect(['listening', 'calling']).toContain(state.phase);
      state = next;
    }
  },
);
