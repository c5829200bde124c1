/** A run's log, searchable. */
import { useMemo, useState } from 'react';
import { useAnswer } from '../engine/use-answer';
import { useCommand } from '../engine/use-command';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { VirtualList } from '../ui/virtual-list';
import { parseLog, type LogLine } from './parse-log';
import './run-log.css';

export function RunLog({ id }: { id: string }) {
  const { words } = useLanguage();
  const { answer } = useAnswer('history.log', { id }, '');
  return (
    <section className="log">
      <h2>{words.history.log}</h2>
      {answer.is === 'asking' && <p className="quiet">{words.history.logAsking}</p>}
      {answer.is === 'refused' && <NoLog failure={answer.failure} />}
      {answer.is === 'known' && <KnownLog text={answer.value} />}
    </section>
  );
}

function NoLog({ failure }: { failure: Parameters<typeof Refusal>[0]['failure'] }) {
  const { words } = useLanguage();
  const open = useCommand('desktop.open');
  if (failure === undefined) return null;
  return (
    <>
      <p>{words.failure(failure).sentence}</p>
      <div>
        <Button disabled={open.busy} onClick={() => void open.send('log-folder')}>
          {words.history.openLogFolder}
        </Button>
      </div>
      <Refusal failure={open.failure} dismiss={open.forget} />
    </>
  );
}

function KnownLog({ text }: { text: string }) {
  const { words } = useLanguage();
  const [search, setSearch] = useState('');
  const lines = useMemo(() => parseLog(text), [text]);
  const wanted = search.trim().toLowerCase();
  const shown = useMemo(
    () => (wanted === '' ? lines : lines.filter(({ words: said }) => said.toLowerCase().includes(wanted))),
    [lines, wanted],
  );
  if (lines.length === 0) return <p className="quiet">{words.history.logEmpty}</p>;
  return (
    <>
      <div className="log-head">
        <input
          className="log-search"
          type="search"
          placeholder={words.history.logSearch}
          aria-label={words.history.logSearch}
          value={search}
          onChange={({ target }) => {
            setSearch(target.value);
          }}
        />
        <span className="quiet whole" role="status">
          {words.history.logLines(shown.length, lines.length)}
        </span>
      </div>
      {shown.length === 0 ? (
        <p className="quiet">{words.history.logNone}</p>
      ) : (
        <LogLines lines={shown} wanted={wanted} />
      )}
    </>
  );
}

/** The lines of a log. */
function LogLines({ lines, wanted }: { lines: readonly LogLine[]; wanted: string }) {
  const { words, formats } = useLanguage();
  return (
    <VirtualList
      items={lines}
      keyOf={({ number }) => number}
      likelyRem={1.25}
      label={words.history.log}
      className="log-lines"
      // What programs say is in English, from left to right.
      dir="ltr"
      role="group"
      row={({ at, words: said }) => (
        <div className="log-line">
          {at !== undefined && <time dateTime={at.toISOString()}>{formats.clockToTheSecond(at)} </time>}
          <Marked text={said} wanted={wanted} />
        </div>
      )}
    />
  );
}

function Marked({ text, wanted }: { text: string; wanted: string }) {
  const at = wanted === '' ? -1 : text.toLowerCase().indexOf(wanted);
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + wanted.length)}</mark>
      {text.slice(at + wanted.length)}
    </>
  );
}
