/** Where one types what is lost. */
import type { Ref } from 'react';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import type { Search } from './use-search';

interface Props {
  search: Search;
  field: Ref<HTMLInputElement>;
  /** To what is found. */
  down: () => void;
  leave: () => void;
}

export function SearchBar({ search, field, down, leave }: Props) {
  const { files } = useLanguage().words;
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
