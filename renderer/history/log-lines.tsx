/** The lines of a log. */
import { VirtualList } from '../ui/virtual-list';
import { useLanguage } from '../ui/language';
import type { LogLine } from './parse-log';

export function LogLines({ lines, wanted }: { lines: readonly LogLine[]; wanted: string }) {
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
