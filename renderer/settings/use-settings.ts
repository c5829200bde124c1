/** The settings as the file has them, asked for again each time that it changes, whoever changed it. */
import { useEffect, useState } from 'react';
import type { Output } from '../../shared/ipc';
import { listen } from '../engine/client';
import { useAnswer, type Asked } from '../engine/use-answer';

export function useSettings(): {
  answer: Asked<Output<'settings.get'>>;
  askAgain: () => void;
  /** Changes with the file. */
  fileVersion: string;
} {
  const [fileVersion, setFileVersion] = useState('');
  useEffect(
    () =>
      listen('settings.changed', (version) => {
        setFileVersion(version ?? '');
      }),
    [],
  );
  return { ...useAnswer('settings.get', null, fileVersion), fileVersion };
}
