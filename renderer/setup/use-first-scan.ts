/** Measures what would be backed up, and what each preset would leave out of it. The engine counts; this one asks. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { What } from '../../shared/ipc-setup';
import type { Weights } from '../../shared/ipc-leave-out';
import type { UsageState } from '../../shared/ipc-space';
import { listen, request } from '../engine/client';
import { keyOf, knownFrom, type KnownScan } from './known-scan';
import { useSetup } from './setup-provider';

export interface FirstScan {
  scan: KnownScan | undefined;
  /** With the presets that were asked about last. */
  weights: Weights | undefined;
  failure: Failure | undefined;
  again: () => void;
}

/** A tree that grows is weighed now and then; one that is complete, at once. */
const WEIGH_EVERY_MS = 700;

/** @param presets null: what is usual */
export function useFirstScan(what: What | undefined, presets: readonly string[] | null): FirstScan {
  const { scans, setScans } = useSetup();
  const [failure, setFailure] = useState<Failure>();
  const [weights, setWeights] = useState<{ key: string; value: Weights }>();
  const [asked, setAsked] = useState(0);
  const key = what === undefined ? '' : keyOf(what);
  const known = scans.get(key);
  const tree = known?.tree;

  const knownRef = useRef(scans);
  useEffect(() => {
    knownRef.current = scans;
  }, [scans]);

  useEffect(() => {
    if (key === '') return;
    let gone = false;
    let mine: number | undefined;
    const take = (state: UsageState): void => {
      if (state.tree === null || state.tree !== mine) return;
      const scan = knownFrom(state, state.tree);
      setScans((before) => new Map(before).set(key, scan));
    };
    const stopListening = listen('space.changed', ({ state }) => {
      take(state);
    });
    const begin = async (): Promise<void> => {
      const now = await request('space.state', null);
      const kept = knownRef.current.get(key)?.tree;
      // One that is still there goes on; one that another view has put away is made anew.
      if (now.ok && kept !== undefined && now.value.tree === kept && asked === 0) {
        mine = kept;
        take(now.value);
        return;
      }
      const started = await request('setup.scan', JSON.parse(key) as What);
      if (gone) return;
      setFailure(started.ok ? undefined : started.failure);
      if (!started.ok) return;
      mine = started.value;
      // What was told before its number was known here was passed over.
      const state = await request('space.state', null);
      if (state.ok) take(state.value);
    };
    void begin();
    return () => {
      gone = true;
      stopListening();
    };
  }, [key, asked, setScans]);

  const chosen = JSON.stringify(presets);
  const weighed = useRef(0);
  const occasion = known?.phase === 'scanning' ? known.entries : -1;
  useEffect(() => {
    if (tree === undefined) return;
    let gone = false;
    const wait = occasion === -1 ? 0 : Math.max(0, weighed.current + WEIGH_EVERY_MS - performance.now());
    const timer = setTimeout(() => {
      weighed.current = performance.now();
      void request('space.weigh', { tree, presets: JSON.parse(chosen) as string[] | null }).then((answer) => {
        if (!gone && answer.ok && answer.value !== null) setWeights({ key, value: answer.value });
      });
    }, wait);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [tree, chosen, occasion, key]);

  const again = useCallback(() => {
    setFailure(undefined);
    setAsked((times) => times + 1);
  }, []);
  return { scan: known, weights: weights?.key === key ? weights.value : undefined, failure, again };
}
