/** What an entry is. */
import type { FileRow } from '../../shared/ipc-files';
import { useLanguage } from '../ui/language';

const DRAWN: Record<FileRow['kind'], string> = {
  file: 'M3.5 1.75h6l3 3v9.5h-9zM9.5 1.75v3h3',
  directory: 'M1.75 13.25v-10.5h4.5l1.5 2h6.5v8.5z',
  link: 'M3.5 1.75h9v12.5h-9zM6 10q0-3.5 4-3.5M8.25 4.75L10 6.5L8.25 8.25',
  device: 'M1.75 4.5h12.5v7h-12.5zM4.5 8h.5M7 8h4.5',
  special: 'M8 1.75L14.25 8L8 14.25L1.75 8z',
};

export function KindIcon({ kind }: { kind: FileRow['kind'] }) {
  const { files } = useLanguage().words;
  return (
    <span className="kind" data-kind={kind}>
      <svg width="1rem" height="1rem" viewBox="0 0 16 16" aria-hidden="true">
        <path d={DRAWN[kind]} fill="none" stroke="currentColor" strokeWidth="1.25" strokeLinejoin="round" />
      </svg>
      <span className="unseen">{files.kinds[kind]} </span>
    </span>
  );
}
