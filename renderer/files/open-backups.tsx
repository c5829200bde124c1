/** Backups that can be read: the days, a folder as it was then, the versions of one entry, and the foot that brings back. */
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { MOST_RESTORED_AT_ONCE, type Backups, type FileRow, type FilesAccess } from '../../shared/ipc-files';
import { useLatest } from '../engine/use-latest';
import { useNow } from '../engine/use-now';
import { useLanguage } from '../ui/language';
import { usePlace } from '../shell/place';
import { AccessLine, SearchBar, Unfinished } from './files-head';
import { FolderPane } from './folder-pane';
import { FoundPane } from './found-pane';
import { LookDialog } from './look-dialog';
import { nameIn } from './names';
import { RestoreFoot } from './restore-foot';
import { RestoreProgress } from './restore-progress';
import { RestoreResult } from './restore-result';
import { sayDays } from './snapshot-days';
import { Timeline } from './timeline';
import { parentOf, useBrowse, type Where } from './use-browse';
import { useFolder } from './use-folder';
import { usePicked } from './use-picked';
import { useRestoring } from './use-restoring';
import { useSearch } from './use-search';
import { VersionsPane, type Looked } from './versions-pane';

interface Props {
  backups: Backups;
  access: Extract<FilesAccess, { is: 'open' }>;
  askAgain: () => void;
  /** Which of several destinations it is. */
  select: ReactNode;
  turnTo: (destination: string, where: Where) => void;
}

export function OpenBackups({ backups, access, askAgain, select, turnTo }: Props) {
  const { words, formats } = useLanguage();
  const { files } = words;
  const { snapshots } = backups;
  const today = new Date(useNow()).toDateString();
  const sayDay = useMemo(
    () => sayDays(snapshots, formats, files.at, new Date(today)),
    [snapshots, formats, files, today],
  );
  const browse = useBrowse(backups);
  const { where, order, descending, go } = browse;
  const { snapshot, path } = where;
  const restoring = useRestoring();
  const { state, news, occasion } = restoring;
  const unfinished = state?.is === 'idle' ? state.unfinished : null;
  const { at } = where;
  const wantedFolder = { snapshot, path, order, descending, ...(at !== undefined && { at }) };
  const open = useFolder(wantedFolder, occasion);
  const picked = usePicked(open, restoring.putAside);
  const search = useSearch();
  const [foundAt, setFoundAt] = useState(-1);
  const [looked, setLooked] = useState<Looked>();
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  // Who may read no longer, by the host's clock or its owner's hand, is shown the way in again.
  const lost = access.until !== null && open.failure !== undefined && open.failure.code !== 'restore-no-path';
  useEffect(() => {
    if (lost) askAgain();
  }, [lost, askAgain]);

  const atFound = search.active ? search.answer.value?.found[foundAt] : undefined;
  // What another destination has is shown there.
  const elsewhere = atFound?.elsewhere ?? null;
  const found = elsewhere === null ? atFound : undefined;
  const atCursor = picked.cursor < 0 ? undefined : open.rowAt(picked.cursor);
  // What was asked for may be in other backups than this one.
  const { file } = usePlace().place;
  const missing = open.current && picked.cursor < 0 && where.at === file?.path ? file : undefined;
  const entry = search.active ? found : (atCursor ?? picked.chosen.at(-1) ?? missing);
  const versions = useLatest('files.versions', {
    input: entry === undefined ? undefined : { path: entry.path },
    occasion: `${occasion} ${snapshots.length}`,
  });
  const changed = useMemo(() => {
    const known = entry !== undefined && versions.current ? (versions.value?.versions ?? []) : [];
    return new Set(known.map(({ first }) => first));
  }, [entry, versions]);

  const toList = (): void => list.current?.focus();
  const leaveSearch = useCallback(() => {
    search.type('');
    setFoundAt(-1);
    list.current?.focus();
  }, [search]);
  const goTo = (to: Parameters<typeof go>[0]): void => {
    if (search.active) leaveSearch();
    restoring.putAside();
    go(to);
  };
  const up = (): void => {
    if (path !== '/') go({ path: parentOf(path), at: path });
  };
  const enter = (row: FileRow): void => {
    if (row.kind === 'directory') go({ path: row.path });
    else setLooked({ snapshot, path: row.path, name: row.name });
  };

  const chosen = search.active ? (found === undefined ? [] : [found]) : picked.chosen;
  const from = search.active ? (found?.last ?? snapshot) : snapshot;
  const onlyLeads = !search.active && atCursor?.above === true && picked.ticked.size === 0;
  const wanted =
    chosen.length === 0 || onlyLeads ? undefined : { snapshot: from, paths: chosen.map((one) => one.path) };
  const otherwise =
    elsewhere !== null ? files.isElsewhere(elsewhere) : onlyLeads ? files.onlyLeads : files.choose;
  const here = open.folder?.way.at(-1);
  return (
    <section className="files">
      <h1 className="unseen">{files.title}</h1>
      <header className="files-head">
        {select}
        <SearchBar
          {...{ search, field }}
          down={() => {
            toList();
            if (search.active && foundAt < 0) setFoundAt(0);
          }}
          leave={leaveSearch}
        />
        <AccessLine access={access} sayDay={sayDay} closed={askAgain} />
      </header>
      {unfinished !== null && news === undefined && <Unfinished {...unfinished} sayDay={sayDay} />}
      <p className="unseen" role="status">
        {!search.active &&
          open.current &&
          here !== undefined &&
          files.shown(
            here.path === '/' ? files.top : nameIn(here.name),
            sayDay(snapshot),
            open.folder?.count ?? 0,
          )}
      </p>
      <div className="files-body">
        <Timeline
          snapshots={snapshots}
          chosen={from}
          changed={changed}
          changedName={entry === undefined ? '' : nameIn(entry.name)}
          choose={(to) => {
            goTo({ snapshot: to, ...(entry !== undefined && !search.active && { at: entry.path }) });
          }}
        />
        {search.active ? (
          <FoundPane
            {...{ list, search, sayDay }}
            cursor={atFound === undefined ? -1 : foundAt}
            moveTo={(index) => {
              setFoundAt(index);
              restoring.putAside();
            }}
            enter={(one) => {
              const to = { snapshot: one.last, path: parentOf(one.path), at: one.path };
              if (one.elsewhere === null) goTo(to);
              else turnTo(one.elsewhere, to);
            }}
            leave={leaveSearch}
          />
        ) : (
          <FolderPane {...{ list, browse, open, picked, missing, sayDay, enter, up }} />
        )}
        <VersionsPane
          entry={entry}
          answer={versions}
          shown={from}
          sayDay={sayDay}
          goTo={(to) => {
            if (entry !== undefined) goTo({ snapshot: to, path: parentOf(entry.path), at: entry.path });
          }}
          goToNow={(to) => {
            const [newest] = snapshots;
            if (newest !== undefined) goTo({ snapshot: newest.snapshot, path: parentOf(to), at: to });
          }}
          occasion={occasion}
          look={setLooked}
        />
      </div>
      {state?.is === 'running' ? (
        <RestoreProgress running={state} sayDay={sayDay} />
      ) : news !== undefined ? (
        <footer className="files-foot files-news">
          <RestoreResult
            key={news.id}
            record={news}
            resumable={unfinished !== null}
            sayDay={sayDay}
            close={restoring.putAside}
          />
        </footer>
      ) : (
        <RestoreFoot
          count={chosen.length}
          wanted={wanted}
          day={sayDay(from)}
          occasion={occasion}
          chooseNone={!search.active && picked.ticked.size > 0 ? picked.none : undefined}
          otherwise={otherwise}
          warning={picked.tooMany ? files.tooManyToPick(MOST_RESTORED_AT_ONCE) : ''}
        />
      )}
      {looked !== undefined && (
        <LookDialog
          at={looked}
          sayDay={sayDay}
          close={() => {
            setLooked(undefined);
          }}
        />
      )}
    </section>
  );
}
