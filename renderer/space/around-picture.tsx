/** Around the picture: what stands above it, below it, and in its place. */
import type { UsageState } from '../../shared/ipc-space';
import { request } from '../engine/client';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import type { BoxLine } from './describe-box';

interface WaitingProps {
  /** A list, and not the disk. */
  list: boolean;
  failed: boolean;
  again: () => void;
}

/** In the place of the picture while there is none: never without words, and never without a way on. */
export function Waiting({ list, failed, again }: WaitingProps) {
  const { space } = useLanguage().words;
  return (
    <div className="picture-waits quiet">
      <p>{failed ? space.nothingYet : list ? space.list.reading : `${space.asking}. ${space.firstLook}`}</p>
      {failed && <Button onClick={again}>{space.lookAgain}</Button>}
    </div>
  );
}

/** What must be known before the numbers are believed. */
export function Banner({ state }: { state: UsageState }) {
  const { words } = useLanguage();
  const { space } = words;
  if (state.origin.kind === 'list') {
    return (
      <div className="banner" role="status">
        <span>{space.list.banner(state.origin.name)}</span>
        {state.origin.passedOver.length > 0 && (
          <ul className="banner-notes quiet">
            {state.origin.passedOver.map((passed) => (
              <li key={passed.kind}>{space.list.passedOver(passed)}</li>
            ))}
          </ul>
        )}
        <Button
          onClick={() => {
            void request('space.close-list', null);
          }}
        >
          {space.list.close}
        </Button>
      </div>
    );
  }
  if (state.excludes === 'usable') return null;
  const notSetUp = state.origin.disk === null ? space.notSetUp : space.disks.notSetUp;
  return (
    <div className="banner" role="status">
      {state.excludes === 'not-set-up' ? notSetUp : space.excludesUnreadable}
    </div>
  );
}

/** What is pointed at, or else what is focused: where it is, how large, and what becomes of it. */
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
