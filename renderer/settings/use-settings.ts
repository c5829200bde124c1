/** The settings as the file has them for one destination, asked for again each time that it changes, whoever changed it. */
import { useEffect, useState } from 'react';
import type { Output } from '../../shared/ipc';
import { listen } from '../engine/client';
import { useAnswer, type Asked } from '../engine/use-answer';
import { usePlace } from '../shell/place';

/** The one that was looked at last; null: the first. */
let lastShown: string | null = null;

export function useSettings(): {
  answer: Asked<Output<'settings.get'>>;
  askAgain: () => void;
  /** The one that is wanted, known or not; null: the first. */
  shown: string | null;
  show: (destination: string | null) => void;
} {
  const [fileVersion, setFileVersion] = useState('');
  const { place } = usePlace();
  const [shown, setShown] = useState(place.destination ?? lastShown);
  useEffect(
    () =>
      listen('settings.changed', (version) => {
        setFileVersion(version ?? '');
      }),
    [],
  );
  useEffect(() => {
    lastShown = shown;
  }, [shown]);
  return { ...useAnswer('settings.get', shown, fileVersion), shown, show: setShown };
}
