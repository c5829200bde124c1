/** Files that are not what was backed up: the one thing that a backup must not have. */
import type { ReactNode } from 'react';
import type { Doubts } from '../../shared/trust';
import { Notice } from '../ui/notice';
import { useLanguage } from '../ui/language';

const MOST_NAMED = 20;

interface Props {
  doubts: Doubts;
  /** Buttons. */
  actions?: ReactNode;
}

export function DoubtfulFiles({ doubts: { bad, different }, actions }: Props) {
  const { home, trust } = useLanguage().words;
  return (
    <Notice shape="failed" title={home.doubtful} actions={actions}>
      {bad.count > 0 && (
        <p>
          {trust.badFiles(bad.count)} {home.badFilesMean}
        </p>
      )}
      {different.count > 0 && (
        <p>
          {trust.differentFiles(different.count)} {home.differentFilesMean}
        </p>
      )}
      <Paths paths={[...bad.paths, ...different.paths]} />
    </Notice>
  );
}

/** A file's name must not turn the text around it. */
function Paths({ paths }: { paths: readonly string[] }) {
  return (
    <ul className="path">
      {[...new Set(paths)].slice(0, MOST_NAMED).map((path) => (
        <li key={path}>
          <bdi>{path}</bdi>
        </li>
      ))}
    </ul>
  );
}
