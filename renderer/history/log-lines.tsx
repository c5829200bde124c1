/** The lines of a log: only those in sight are in the page, each as high as its words need. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { remInPixels } from '../ui/rem';
import { useLanguage } from '../words/language';
import type { LogLine } from './parse-log';

const LINE_REM = 1.25;

export function LogLines({ lines, wanted }: { lines: readonly LogLine[]; wanted: string }) {
  const { words, formats } = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- what it gives is used in this component alone
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => LINE_REM * remInPixels(),
    getItemKey: (index) => lines[index]?.number ?? index,
    overscan: 10,
  });
  return (
    // What programs say is in English, from left to right.
    <div ref={frame} className="log-lines" tabIndex={0} role="group" aria-label={words.history.log} dir="ltr">
      <div style={{ blockSize: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          return (
            line !== undefined && (
              <div
                key={line.number}
                ref={virtual.measureElement}
                data-index={index}
                className="log-line"
                style={{ position: 'absolute', insetInline: 0, insetBlockStart: start }}
              >
                {line.at !== undefined && (
                  <time dateTime={line.at.toISOString()}>{formats.clockToTheSecond(line.at)} </time>
                )}
                <Marked text={line.words} wanted={wanted} />
              </div>
            )
          );
        })}
      </div>
    </div>
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
