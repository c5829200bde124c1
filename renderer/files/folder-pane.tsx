/** The middle: the folder as it was then. */
import type { Ref } from 'react';
import type { FileRow, Folder } from '../../shared/ipc-files';
import { Breadcrumb } from '../ui/breadcrumb';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import { EntryList } from './entry-list';
import { baseOf, nameIn } from './names';
import { Refused } from './refused';
import type { SayDay } from './snapshot-days';
import { SortBar } from './sort-bar';
import { parentOf, type Browse } from './use-browse';
import type { OpenFolder } from './use-folder';
import type { Picked } from './use-picked';

interface Props {
  list: Ref<HTMLDivElement>;
  browse: Browse;
  open: OpenFolder;
  picked: Picked;
  /** What was asked for and is not in this folder. */
  missing: { name: string } | undefined;
  sayDay: SayDay;
  enter: (row: FileRow) => void;
  up: () => void;
}

export function FolderPane({ list, browse, open, picked, missing, sayDay, enter, up }: Props) {
  const { files } = useLanguage().words;
  const { folder, failure } = open;
  return (
    <section className="files-middle" aria-label={files.entries}>
      {folder !== undefined && (
        <>
          <Way way={folder.way} go={browse.go} />
          <SortBar {...browse} />
          {missing !== undefined && (
            <p className="files-none quiet" role="status">
              {files.notThen(nameIn(missing.name))}
            </p>
          )}
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

/** The way from the top to the folder that is shown. */
function Way({ way, go }: { way: Folder['way']; go: Browse['go'] }) {
  const { files } = useLanguage().words;
  const steps = way.map(({ path, name }) => ({
    key: path,
    text: <bdi>{path === '/' ? files.top : name}</bdi>,
  }));
  return (
    <Breadcrumb
      label={files.way}
      steps={steps}
      go={(index) => {
        const [to, below] = way.slice(index, index + 2);
        if (to !== undefined && below !== undefined) go({ path: to.path, at: below.path });
      }}
    />
  );
}
