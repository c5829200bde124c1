/** "412 GB on disk · 96 GB will be backed up": always in sight, and it moves. */
import { useEffect, useState } from 'react';
import type { UsageState } from '../../shared/ipc-space';
import { useLanguage } from '../ui/language';
import { amountText } from './amount';
import './sums.css';

const MOVE_MS = 400;

export function Sums({ state }: { state: UsageState }) {
  const language = useLanguage();
  const { words } = language;
  const measure = state.sums?.measure ?? 'used';
  const amount = (value: number): string => amountText(language, measure, value);
  const { sums, origin } = state;
  const disk = origin.kind === 'scan' ? origin.disk : null;
  const all = sums?.all ?? 0;
  const backedUp = useMoving(sums?.judged?.backedUp ?? 0);
  if (sums === null) return null;
  const whole =
    state.phase === 'scanning'
      ? words.space.seenSoFar(amount(all))
      : disk !== null && measure === 'used'
        ? words.space.disks.room(
            amount(disk.used),
            amount(disk.used + disk.reserved + disk.free),
            amount(disk.free),
          )
        : measure === 'used'
          ? words.space.onDisk(amount(all))
          : measure === 'apparent'
            ? words.space.ofContents(amount(all))
            : amount(all);
  return (
    <p className="sums">
      <span className="whole">{whole}</span>
      {sums.judged !== null && (
        <>
          {' · '}
          <strong className="whole">{words.space.willBeBackedUp(amount(backedUp))}</strong>
        </>
      )}
    </p>
  );
}

/** Goes to a new value in a few steps, so that one sees it change; at once where motion is not wanted. */
function useMoving(value: number): number {
  const [shown, setShown] = useState({ from: value, to: value, now: value });
  if (shown.to !== value) setShown({ from: shown.now, to: value, now: shown.now });
  useEffect(() => {
    const start = performance.now();
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    let frame = 0;
    const step = (time: number): void => {
      const progress = still ? 1 : Math.min(1, Math.max(0, (time - start) / MOVE_MS));
      setShown(({ from, to }) => ({ from, to, now: from + (to - from) * (1 - (1 - progress) ** 3) }));
      if (progress < 1) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [value]);
  return shown.now;
}
