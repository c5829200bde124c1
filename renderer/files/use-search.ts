/** Looking for a name in all backups. */
import { useState } from 'react';
import type { FilesOutput } from '../../shared/ipc-files';
import { useLatest, type Latest } from '../engine/use-latest';

/** So long nothing was typed. */
const TYPED_MS = 250;

export interface Search {
  text: string;
  onlyGone: boolean;
  answer: Latest<FilesOutput<'files.find'>>;
  /** Something is looked for: what is found takes the folder's place. */
  active: boolean;
  type: (text: string) => void;
  setOnlyGone: (on: boolean) => void;
}

export function useSearch(): Search {
  const [text, type] = useState('');
  const [onlyGone, setOnlyGone] = useState(false);
  const wanted = text.trim();
  const active = wanted !== '';
  const input = active ? { text: wanted, onlyGone } : undefined;
  const answer = useLatest('files.find', { input, afterMs: TYPED_MS });
  return { text, onlyGone, answer, active, type, setOnlyGone };
}
