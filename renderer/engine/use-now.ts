/** The time, told anew as often as what is shown of it changes. */
import { useEffect, useState } from 'react';

const TICK_MS = 15_000;

export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const tick = setInterval(() => {
      setNow(Date.now());
    }, TICK_MS);
    return () => {
      clearInterval(tick);
    };
  }, []);
  return now;
}
