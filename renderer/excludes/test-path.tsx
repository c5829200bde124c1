/** Asks of one path which line decides about it, in the draft as it is. Enter goes to that line. */
import { useEffect, useState } from 'react';
import type { TestedPath } from '../../shared/ipc-excludes';
import { request } from '../engine/client';
import { LinkButton } from '../ui/button';
import { useLanguage } from '../ui/language';
import type { RuleEditor } from './editor/rule-editor';
import './test-path.css';

export function TestPath({ text, editor }: { text: string; editor: RuleEditor | undefined }) {
  const { excludes } = useLanguage().words;
  const [path, setPath] = useState('');
  const tested = useTested(text, path.trim());
  const line = lineOf(tested);
  useEffect(() => {
    editor?.showDeciding(line);
  }, [editor, line]);
  const go = (): void => {
    if (line !== undefined) editor?.goTo(line);
  };
  return (
    <form
      className="test-path"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <label htmlFor="test-path">{excludes.test.label}</label>
      <input
        id="test-path"
        type="search"
        dir="ltr"
        spellCheck={false}
        autoComplete="off"
        placeholder="~/Downloads/film.mkv"
        value={path}
        onChange={({ target }) => {
          setPath(target.value);
        }}
      />
      <div className="test-result">
        <p role="status">{tested !== undefined && <Verdict tested={tested} />}</p>
        {line !== undefined && <LinkButton onClick={go}>{excludes.test.goTo(line)}</LinkButton>}
      </div>
    </form>
  );
}

function Verdict({ tested: { path, there, assumed, decisions } }: { tested: TestedPath }) {
  const { test } = useLanguage().words.excludes;
  const out = decisions.find(({ excluded }) => excluded);
  const [first] = decisions;
  const kept = decisions.find(({ line }) => line !== null) ?? first;
  const sentence =
    kept === undefined
      ? test.inNoRoot(path)
      : out !== undefined && decisions.every(({ excluded }) => excluded)
        ? out.decidedAt === path
          ? test.leftOut(path, out.line ?? 0)
          : test.leftOutWith(path, out.decidedAt, out.line ?? 0)
        : kept.line === null
          ? test.noRule(path)
          : test.keptBy(path, kept.line);
  return (
    <>
      {sentence}
      {!there && ` ${test.notThere}`}
      {assumed && ` ${test.assumed}`}
    </>
  );
}

/** The line that left it out, or kept it. */
function lineOf(tested: TestedPath | undefined): number | undefined {
  const decisions = tested?.decisions ?? [];
  const deciding = decisions.every(({ excluded }) => excluded)
    ? decisions[0]
    : decisions.find(({ excluded, line }) => !excluded && line !== null);
  return deciding?.line ?? undefined;
}

function useTested(text: string, path: string): TestedPath | undefined {
  const [known, setKnown] = useState<{ path: string; tested: TestedPath }>();
  useEffect(() => {
    if (path === '') return;
    let gone = false;
    void request('excludes.test-path', { text, path }).then((answer) => {
      if (!gone && answer.ok) setKnown({ path, tested: answer.value });
    });
    return () => {
      gone = true;
    };
  }, [text, path]);
  return path === '' ? undefined : known?.tested;
}
