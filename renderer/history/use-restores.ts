/** What was put back from backups, asked for anew whenever a restore has come to its end. */
import { useEffect, useMemo, useState } from 'react';
import type { RestoreRecord } from '../../shared/ipc-files';
import { listen } from '../engine/client';
import { useAnswer } from '../engine/use-answer';
import { sayDays, type SayDay } from '../files/snapshot-days';
import { useLanguage } from '../ui/language';

const MOST = 100;

export function useRestores(): { records: readonly RestoreRecord[]; sayDay: SayDay } {
  const { words, formats } = useLanguage();
  const [ended, setEnded] = useState(0);
  useEffect(
    () =>
      listen('files.restoring', ({ is }) => {
        if (is === 'idle') setEnded((times) => times + 1);
      }),
    [],
  );
  const { answer } = useAnswer('files.records', { most: MOST }, String(ended));
  const sayDay = useMemo(() => sayDays([], formats, words.files.at, new Date()), [formats, words]);
  return { records: answer.is === 'known' ? answer.value : [], sayDay };
}
