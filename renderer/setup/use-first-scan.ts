/** Measures what would be backed up, and what each preset would leave out of it. The engine counts; this one asks. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { Weights, What } from '../../shared/ipc-setup';
import { listen, request } from '../engine/client';
import { useSetup } from './setup-provider';

export interface KnownScan {
  tree: number;
  phase: 'scanning' | 'done' | 'stopped';
  bytes: number;
  entries: number;
  unreadable: number;
}

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
    const stopListening = listen('usage.changed', ({ state }) => {
      if (state.tree === null || state.tree !== mine) return;
      const { phase, entries, unreadable, sums } = state;
      setScans((before) =>
        new Map(before).set(key, {
          tree: state.tree ?? 0,
          phase: phase === 'scanning' ? 'scanning' : phase === 'done' ? 'done' : 'stopped',
          bytes: sums?.all ?? before.get(key)?.bytes ?? 0,
          entries,
          unreadable,
        }),
      );
    });
    const begin = async (): Promise<void> => {
      const now = await request('usage.state', null);
      // One that another view has put away is made anew; one that is still there goes on.
      const kept = knownRef.current.get(key);
      if (now.ok && kept !== undefined && now.value.tree === kept.tree && asked === 0) {
        mine = kept.tree;
        return;
      }
      const started = await request('setup.scan', JSON.parse(key) as What);
      if (gone) return;
      setFailure(started.ok ? undefined : started.failure);
      if (!started.ok) return;
      mine = started.value;
      const first: KnownScan = { tree: mine, phase: 'scanning', bytes: 0, entries: 0, unreadable: 0 };
      setScans((before) => (before.get(key)?.tree === mine ? before : new Map(before).set(key, first)));
      // It may have ended before its number was known here.
      const state = await request('usage.state', null);
      if (gone || !state.ok || state.value.tree !== mine) return;
      const { phase, entries, unreadable, sums } = state.value;
      if (phase !== 'scanning') {
        const ended: KnownScan = {
          ...{ tree: mine, entries, unreadable, bytes: sums?.all ?? 0 },
          phase: phase === 'done' ? 'done' : 'stopped',
        };
        setScans((before) => new Map(before).set(key, ended));
      }
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
      void request('setup.weigh', { tree, presets: JSON.parse(chosen) as string[] | null }).then((answer) => {
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

export function keyOf(what: What): string {
  return JSON.stringify(what);
}
