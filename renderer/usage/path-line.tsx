/** What is pointed at, or else what is focused: where it is, how large, and what becomes of it. */
import type { BoxLine } from './describe-box';
import './path-line.css';

export function PathLine({ line }: { line: BoxLine | undefined }) {
  return (
    <p className="path-line">
      {line !== undefined && (
        <>
          <span className="path-line-path" title={line.path}>
            <bdi>{line.path}</bdi>
          </span>
          <strong className="whole">{line.size}</strong>
          <span className="path-line-details quiet">{[line.share, ...line.details].join(' · ')}</span>
        </>
      )}
    </p>
  );
}
