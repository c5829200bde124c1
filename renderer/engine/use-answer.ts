/** The answer to one request, asked again when what it is about has changed. */
import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { Channel, Input, Output } from '../../shared/ipc';
import { request } from './client';

export type Asked<T> = { is: 'asking' } | { is: 'refused'; failure: Failure } | { is: 'known'; value: T };

/**
 * Keeps the last answer in sight until the next one is there.
 * @param occasion whatever makes the answer old when it changes
 */
export function useAnswer<C extends Channel>(
  channel: C,
  input: Input<C>,
  occasion: string,
): { answer: Asked<Output<C>>; askAgain: () => void } {
  const [answer, setAnswer] = useState<Asked<Output<C>>>({ is: 'asking' });
  const [asked, setAsked] = useState(0);
  // Inputs are small plain values; as text they can be compared.
  const inputText = JSON.stringify(input);
  useEffect(() => {
    let gone = false;
    void request(channel, JSON.parse(inputText) as Input<C>).then((given) => {
      if (gone) return;
      setAnswer(given.ok ? { is: 'known', value: given.value } : { is: 'refused', failure: given.failure });
    });
    return () => {
      gone = true;
    };
  }, [channel, inputText, occasion, asked]);
  const askAgain = useCallback(() => {
    setAsked((times) => times + 1);
  }, []);
  return { answer, askAgain };
}
