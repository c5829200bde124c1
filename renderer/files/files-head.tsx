/** Above the backups: where one types what is lost, where they are read from, and a restore that was cut short. */
import { useEffect, type RefObject } from 'react';
import type { FilesAccess } from '../../shared/ipc-files';
import { useCommand } from '../engine/use-command';
import { useNow } from '../engine/use-now';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import { Notice } from '../ui/notice';
import { Refused } from './refused';
import type { SayDay } from './snapshot-days';
import type { Search } from './use-search';

interface SearchBarProps {
  search: Search;
  field: RefObject<HTMLInputElement | null>;
  /** To what is found. */
  down: () => void;
  leave: () => void;
}

export function SearchBar({ search, field, down, leave }: SearchBarProps) {
  const { files } = useLanguage().words;
  useSlash(field);
  return (
    <search className="files-search">
      <input
        ref={field}
        type="search"
        className="files-search-field"
        placeholder={files.search}
        aria-label={files.search}
        value={search.text}
        onChange={({ target }) => {
          search.type(target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') leave();
          else if (event.key === 'ArrowDown' || event.key === 'Enter') down();
          else return;
          event.preventDefault();
        }}
      />
      <label className="files-gone">
        <input
          type="checkbox"
          checked={search.onlyGone}
          onChange={({ target }) => {
            search.setOnlyGone(target.checked);
          }}
        />
        {files.onlyGone}
      </label>
      {search.active && <Button onClick={leave}>{files.leaveSearch}</Button>}
    </search>
  );
}

/** "/" leads to the search, from wherever nothing is typed. */
function useSlash(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { key, ctrlKey, altKey, metaKey, target } = event;
      if (key !== '/' || ctrlKey || altKey || metaKey || event.defaultPrevented) return;
      if (target instanceof Element && target.closest('input, textarea, select, dialog') !== null) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', press);
    };
  }, [field]);
}

interface AccessLineProps {
  access: Extract<FilesAccess, { is: 'open' }>;
  sayDay: SayDay;
  closed: () => void;
}

/** Where the files are read from, and for a host until when. */
export function AccessLine({ access: { name, until, only }, sayDay, closed }: AccessLineProps) {
  const { words, formats } = useLanguage();
  const { files } = words;
  const lock = useCommand('files.lock');
  return (
    <div className="files-access quiet">
      <p className="path">
        {until === null ? files.readFrom(name) : files.openUntil(name, formats.clock(new Date(until)))}
        {only !== null && ` · ${files.onlyOne(sayDay(only))}`}
      </p>
      {until !== null && (
        <Button disabled={lock.busy} onClick={() => void lock.send(null).then(closed)}>
          {files.close}
        </Button>
      )}
    </div>
  );
}

/** A restore that was cut short: it can be gone on with. */
export function Unfinished({ at, snapshot, sayDay }: { at: string; snapshot: string; sayDay: SayDay }) {
  const { words, formats } = useLanguage();
  const { unfinished } = words.files;
  const resume = useCommand('files.resume');
  const age = formats.age((useNow() - Date.parse(at)) / 1000);
  return (
    <div className="files-notice">
      <Notice
        shape="attention"
        title={unfinished.title}
        actions={
          <Button disabled={resume.busy} onClick={() => void resume.send(null)}>
            {unfinished.go}
          </Button>
        }
      >
        <p>{unfinished.meaning(sayDay(snapshot), age)}</p>
      </Notice>
      <Refused failure={resume.failure} dismiss={resume.forget} />
    </div>
  );
}
