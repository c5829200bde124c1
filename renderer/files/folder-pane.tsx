/** The middle: the folder as it was then. */
import type { Ref } from 'react';
import type { FileRow } from '../../shared/ipc-files';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import { EntryList } from './entry-list';
import { baseOf } from './names';
import { Refused } from './refused';
import type { SayDay } from './snapshot-days';
import { SortBar } from './sort-bar';
import { parentOf, type Browse } from './use-browse';
import type { OpenFolder } from './use-folder';
import type { Picked } from './use-picked';
import { Way } from './way';

interface Props {
  list: Ref<HTMLDivElement>;
  browse: Browse;
  open: OpenFolder;
  picked: Picked;
  sayDay: SayDay;
  enter: (row: FileRow) => void;
  up: () => void;
}

export function FolderPane({ list, browse, open, picked, sayDay, enter, up }: Props) {
  const { files } = useLanguage().words;
  const { folder, failure } = open;
  return (
    <section className="files-middle" aria-label={files.entries}>
      {folder !== undefined && (
        <>
          <Way
            way={folder.way}
            go={(path, at) => {
              browse.go({ path, at });
            }}
          />
          <SortBar {...browse} />
          {folder.count === 0 && <p className="files-none quiet">{files.empty}</p>}
          <EntryList {...{ list, open, picked, enter, up }} />
        </>
      )}
      {folder === undefined && failure === undefined && (
        <p className="files-none" role="status">
          {files.reading}
        </p>
      )}
      {failure !== undefined && <NotShown {...{ browse, open, failure, sayDay, up }} />}
    </section>
  );
}

interface NotShownProps extends Pick<Props, 'browse' | 'open' | 'sayDay' | 'up'> {
  failure: NonNullable<OpenFolder['failure']>;
}

function NotShown({ browse, open, failure, sayDay, up }: NotShownProps) {
  const { files } = useLanguage().words;
  const { path } = browse.where;
  if (failure.code !== 'restore-no-path') {
    return (
      <div className="files-none">
        <Refused failure={failure} actions={<Button onClick={open.askAgain}>{files.lookAgain}</Button>} />
      </div>
    );
  }
  const { last } = failure;
  return (
    <div className="files-none" role="status">
      <p>{files.notThen(baseOf(failure.path))}</p>
      <div className="files-buttons">
        {last !== null && (
          <Button
            onClick={() => {
              browse.go({ snapshot: last });
            }}
          >
            {files.showLast(sayDay(last))}
          </Button>
        )}
        {path !== '/' && parentOf(path) !== path && <Button onClick={up}>{files.goUp}</Button>}
      </div>
    </div>
  );
}
