/**
 * The answer to what is wanted now, where that may change faster than it is answered: one request at a time, and what was
 * wanted in between is never asked.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { Channel, Input, Output } from '../../shared/ipc';
import { request } from './client';

export interface Latest<T> {
  /** The last one there is, perhaps to an earlier question; undefined: none yet. */
  value: T | undefined;
  /** What the last question was refused for. */
  failure: Failure | undefined;
  /** What that answers, as JSON; empty: nothing yet. */
  answers: string;
  /** It answers what is wanted now. */
  current: boolean;
  askAgain: () => void;
}

interface Known<T> {
  wanted: string;
  value: T | undefined;
  failure: Failure | undefined;
}

/** What can be asked in that way. */
export interface Question<C extends Channel> {
  /** undefined: nothing is wanted; what is known stays. */
  input: Input<C> | undefined;
  /** Whatever makes an answer old when it changes. */
  occasion?: string;
  /** Asked once that has been wanted for so many milliseconds. */
  afterMs?: number;
}

export function useLatest<C extends Channel>(
  channel: C,
  { input, occasion = '', afterMs = 0 }: Question<C>,
): Latest<Output<C>> {
  const [known, setKnown] = useState<Known<Output<C>>>();
  const [asked, setAsked] = useState(0);
  const line = useRef({ busy: false, wanted: '' });
  // Inputs are small plain values; as text they can be compared.
  const text = input === undefined ? '' : JSON.stringify(input);
  const wanted = text === '' ? '' : `${asked} ${occasion}\n${text}`;
  useEffect(() => {
    const now = line.current;
    const ask = async (): Promise<void> => {
      if (now.busy) return;
      now.busy = true;
      for (let last = ''; now.wanted !== '' && now.wanted !== last;) {
        last = now.wanted;
        const given = await request(channel, JSON.parse(inputIn(last)) as Input<C>);
        // Nobody waits for it any more.
        if (now.wanted === '') break;
        setKnown({
          wanted: last,
          value: given.ok ? given.value : undefined,
          failure: given.ok ? undefined : given.failure,
        });
      }
      now.busy = false;
    };
    const timer = setTimeout(() => {
      now.wanted = wanted;
      void ask();
    }, afterMs);
    return () => {
      clearTimeout(timer);
      now.wanted = '';
    };
  }, [channel, wanted, afterMs]);
  const askAgain = useCallback(() => {
    setAsked((times) => times + 1);
  }, []);
  return {
    value: known?.value,
    failure: known?.failure,
    answers: known === undefined ? '' : inputIn(known.wanted),
    current: known?.wanted === wanted,
    askAgain,
  };
}

function inputIn(wanted: string): string {
  return wanted.slice(wanted.indexOf('\n') + 1);
}
