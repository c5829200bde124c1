/** How it is shown, and the search. */
import { useId, type RefObject } from 'react';
import { useLanguage } from '../ui/language';
import type { ViewChoices } from './use-view-choices';
import { ViewFields } from './view-fields';
import './toolbar.css';

interface Props {
  choices: ViewChoices;
  /** Whether this machine's own files are shown. */
  own: boolean;
  /** Whether anything can be left out in what is shown. */
  judged: boolean;
  searched: string;
  search: (text: string) => void;
  searchField: RefObject<HTMLInputElement | null>;
  backToPicture: () => void;
}

export function Toolbar({ choices, own, judged, searched, search, searchField, backToPicture }: Props) {
  const { words } = useLanguage();
  const { space } = words;
  const fields = useId();
  return (
    <div className="space-tools">
      <button type="button" className="button view-button" popoverTarget={fields}>
        {space.view}
        <svg width="0.6rem" height="0.6rem" viewBox="0 0 10 10" aria-hidden="true">
          <path d="M1 3l4 4l4-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </button>
      <div id={fields} popover="auto" className="view-fields" role="group" aria-label={space.view}>
        <ViewFields choices={choices} own={own} judged={judged} />
      </div>
      <input
        ref={searchField}
        className="tool-search"
        type="search"
        value={searched}
        placeholder={space.search}
        aria-label={space.search}
        aria-keyshortcuts="/"
        onChange={(event) => {
          search(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          search('');
          backToPicture();
        }}
      />
    </div>
  );
}
