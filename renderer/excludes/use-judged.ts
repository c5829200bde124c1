/**
 * What the engine says about the draft, as it is typed. One question is under way at a time, and the next one is about
 * the text as it is by then: what was typed in between is never waited for.
 */
import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { JudgedList, PresetState } from '../../shared/ipc-excludes';
import { request } from '../engine/client';

export interface Judged {
  /** The text that it is about. */
  of: string;
  list: JudgedList;
}

export function useJudged(
  text: string,
  occasion: string,
): { judged: Judged | undefined; failure: Failure | undefined } {
  const [judged, setJudged] = useState<Judged>();
  const [failure, setFailure] = useState<Failure>();
  const wanted = useRef({ text, occasion });
  const busy = useRef(false);
  useEffect(() => {
    wanted.current = { text, occasion };
    if (busy.current) return;
    busy.current = true;
    const ask = async (): Promise<void> => {
      const asked = wanted.current;
      const answer = await request('excludes.judge', { text: asked.text });
      if (wanted.current !== asked) return ask();
      busy.current = false;
      setFailure(answer.ok ? undefined : answer.failure);
      if (answer.ok) setJudged({ of: asked.text, list: answer.value });
    };
    void ask();
  }, [text, occasion]);
  return { judged, failure };
}

const QUIET_MS = 400;

/** The presets with their sizes. Each costs the engine a look at the whole tree, so they wait until nobody types. */
export function usePresets(text: string, occasion: string): PresetState[] | undefined {
  const [presets, setPresets] = useState<PresetState[]>();
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => {
      void request('excludes.presets', { text }).then((answer) => {
        if (!gone && answer.ok && answer.value !== null) setPresets(answer.value);
      });
    }, QUIET_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [text, occasion]);
  return presets;
}
