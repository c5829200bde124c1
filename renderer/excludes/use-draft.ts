/** The list in the editor: what it is based on, what others make of the file meanwhile, and saving it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { ListFile } from '../../shared/ipc-excludes';
import { listen, request } from '../engine/client';
import { RuleEditor, type EditorWords } from './editor/rule-editor';
import { keepDraft, keepEditor, keptDraft, keptEditor } from './kept-draft';
import { lineAfter } from './merge-lines';
import { takeChange } from './take-change';

/** What has happened to the list last, for a sentence. */
type Happened = 'merged' | 'saved' | 'restored' | undefined;

export interface Draft {
  /** Puts the editor into this element. */
  host: (element: HTMLDivElement | null) => (() => void) | undefined;
  editor: RuleEditor | undefined;
  text: string;
  /** Of the cursor. */
  line: number;
  base: ListFile;
  /** What is on disk, where that and the draft do not go together. */
  conflict: ListFile | undefined;
  happened: Happened;
  failure: Failure | undefined;
  dismiss: () => void;
  save: () => Promise<boolean>;
  /** Goes to a line of the file as it is on disk. */
  goTo: (line: number) => void;
  discard: () => void;
  /** The draft stays; it is to replace what is on disk. */
  keepMine: () => void;
  takeTheirs: () => void;
}

export function useDraft(opened: ListFile, words: EditorWords): Draft {
  const [start] = useState(() => keptDraft() ?? { text: opened.text, base: opened });
  const [editor, setEditor] = useState<RuleEditor>();
  const [text, setText] = useState(start.text);
  const [line, setLine] = useState(1);
  const [base, setBase] = useState(start.base);
  const [conflict, setConflict] = useState<ListFile>();
  const [happened, setHappened] = useState<Happened>(start.text === start.base.text ? undefined : 'restored');
  const [failure, setFailure] = useState<Failure>();
  /** For what is told between two renderings. */
  const now = useRef({ text: start.text, base: start.base });

  const rebase = useCallback((file: ListFile) => {
    now.current.base = file;
    keepDraft(now.current);
    setBase(file);
    setConflict(undefined);
  }, []);

  const host = useCallback(
    (element: HTMLDivElement | null) => {
      if (element === null) return undefined;
      const made = new RuleEditor(element, {
        text: now.current.text,
        kept: keptEditor(),
        words,
        changed: (next) => {
          now.current.text = next;
          keepDraft(now.current);
          setText(next);
          setHappened(undefined);
        },
        moved: setLine,
      });
      setEditor(made);
      setLine(made.line);
      return () => {
        keepEditor(made.keep());
        made.destroy();
      };
    },
    [words],
  );

  const take = useCallback(
    (file: ListFile) => {
      if (editor === undefined) return;
      const taken = takeChange(now.current.base.text, now.current.text, file.text);
      if (taken.kind === 'conflict') {
        setConflict(file);
        return;
      }
      // The new base first: what is typed into the editor is compared with it.
      rebase(file);
      if (taken.kind !== 'nothing') editor.replace(taken.text, taken.kind === 'merged');
      if (taken.kind === 'merged') setHappened('merged');
    },
    [editor, rebase],
  );

  // What was kept may be based on a file that is another one by now.
  useEffect(() => {
    take(opened);
  }, [take, opened]);
  useEffect(
    () =>
      listen('excludes.changed', (change) => {
        setFailure(change.is === 'unreadable' ? change.failure : undefined);
        if (change.is === 'file') take(change.file);
      }),
    [take],
  );

  const save = useCallback(async () => {
    const sent = now.current.text;
    const answer = await request('excludes.save', { text: sent, based: now.current.base });
    setFailure(answer.ok ? undefined : answer.failure);
    if (answer.ok) {
      rebase(answer.value);
      setHappened('saved');
      return true;
    }
    if (answer.failure.code === 'exclude-list-changed') {
      const there = await request('excludes.open', null);
      if (there.ok) take(there.value);
    }
    return false;
  }, [rebase, take]);

  const goTo = useCallback(
    (wanted: number) => editor?.goTo(lineAfter(now.current.base.text, now.current.text, wanted)),
    [editor],
  );

  return {
    ...{ host, editor, text, line, base, conflict, happened, failure, save, goTo },
    dismiss: () => {
      setFailure(undefined);
      setHappened(undefined);
    },
    // The button that was pressed goes with what it was about.
    discard: () => {
      editor?.replace(base.text, true);
      editor?.focus();
    },
    keepMine: () => {
      if (conflict !== undefined) rebase(conflict);
      editor?.focus();
    },
    takeTheirs: () => {
      if (conflict === undefined) return;
      rebase(conflict);
      editor?.replace(conflict.text, true);
      editor?.focus();
    },
  };
}
