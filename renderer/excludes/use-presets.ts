/** The presets with their sizes. Each costs the engine a look at the whole tree, so they wait until nobody types. */
import { useEffect, useState } from 'react';
import type { PresetState } from '../../shared/ipc-excludes';
import { request } from '../engine/client';

const QUIET_MS = 400;

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
