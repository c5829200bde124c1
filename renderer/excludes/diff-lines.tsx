/** Two texts, line by line: what goes, what comes, and a little around it. */
import { useLanguage } from '../ui/language';
import { diffRows } from './merge-lines';
import './diff-lines.css';

const SIGNS = { removed: '−', added: '+' } as const;

export function DiffLines({ before, after }: { before: string; after: string }) {
  const { diff } = useLanguage().words.excludes;
  return (
    // What scrolls can be reached by keyboard; a rule reads from left to right in every language.
    <ol className="diff" dir="ltr" tabIndex={0} aria-label={diff.name}>
      {diffRows(before, after).map((row, index) =>
        row.kind === 'skipped' ? (
          <li key={index} className="diff-skipped">
            {diff.skipped(row.count)}
          </li>
        ) : (
          <li key={index} className="diff-line" data-kind={row.kind}>
            <span className="diff-number">{row.line}</span>
            {row.kind === 'same' ? (
              <span />
            ) : (
              <span className="diff-sign" role="img" aria-label={diff[row.kind]}>
                {SIGNS[row.kind]}
              </span>
            )}
            <code>{row.text.replace(/\r$/, '')}</code>
          </li>
        ),
      )}
    </ol>
  );
}
