/** The rows of one list, asked for anew when what they are of has changed. */
import { useEffect, useState } from 'react';
import type { SpaceInput, SpaceOutput } from '../../shared/ipc-space';
import { request } from '../engine/client';

const MOST_ROWS = 50;

export type Rows = NonNullable<SpaceOutput<'space.list'>>;

/** `wanted`: undefined while there is nothing to list. The last answer stays until the next one is there. */
export function useRows(
  wanted: Omit<SpaceInput<'space.list'>, 'most'> | undefined,
  version: number,
): Rows | undefined {
  const [known, setKnown] = useState<{ key: string; rows: Rows }>();
  const key = wanted === undefined ? '' : JSON.stringify(wanted);
  useEffect(() => {
    if (key === '') return;
    let gone = false;
    const input = JSON.parse(key) as Omit<SpaceInput<'space.list'>, 'most'>;
    void request('space.list', { ...input, most: MOST_ROWS }).then((answer) => {
      if (!gone && answer.ok && answer.value !== null) setKnown({ key, rows: answer.value });
    });
    return () => {
      gone = true;
    };
  }, [key, version]);
  return key === '' ? undefined : known?.rows;
}
