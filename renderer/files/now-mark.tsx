/** What has become of an entry: a shape, and words beside it. */
import type { FileNow } from '../../shared/ipc-files';
import { useLanguage } from '../ui/language';

const SHAPES: Record<Exclude<FileNow, 'folder' | 'same'>, string> = {
  gone: 'M2 2l6 6M8 2l-6 6',
  changed: 'M1.5 6.5q1.75-3 3.5-1.5t3.5-1.5',
};

export function NowMark({ now }: { now: FileNow }) {
  const { files } = useLanguage().words;
  return (
    <span className="now" data-now={now}>
      {(now === 'gone' || now === 'changed') && (
        <svg width="0.625rem" height="0.625rem" viewBox="0 0 10 10" aria-hidden="true">
          <path d={SHAPES[now]} fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      )}
      {now !== 'folder' && files.now[now]}
    </span>
  );
}
