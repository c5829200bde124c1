/** At the right: how the chosen entry was at other times, and how it is today. */
import type { FilesOutput, FileVersion } from '../../shared/ipc-files';
import { useLatest, type Latest } from '../engine/use-latest';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import { nameIn } from './names';
import { Refused } from './refused';
import type { SayDay } from './snapshot-days';
import './versions-pane.css';

export interface Looked {
  snapshot: string;
  path: string;
  name: string;
}

interface Props {
  /** undefined: nothing is chosen. */
  entry: { path: string; name: string } | undefined;
  answer: Latest<FilesOutput<'files.versions'>>;
  /** Which snapshot is shown. */
  shown: string;
  sayDay: SayDay;
  goTo: (snapshot: string) => void;
  /** To what is there now, in the newest snapshot. */
  goToNow: (path: string) => void;
  /** Differs when what is there may have changed. */
  occasion: string;
  look: (at: Looked) => void;
}

export function VersionsPane({ entry, answer, shown, sayDay, goTo, goToNow, occasion, look }: Props) {
  const { files } = useLanguage().words;
  const { value, failure, current } = answer;
  const said = (): string => {
    if (entry === undefined) return files.chooseForVersions;
    return value === undefined || !current ? files.versionsAsking : '';
  };
  const isKnown = entry !== undefined && value !== undefined && current;
  return (
    <section
      className="versions"
      tabIndex={0}
      aria-label={entry === undefined ? files.versions : files.versionsOf(nameIn(entry.name))}
    >
      {entry !== undefined && (
        <h2 className="versions-name">
          <bdi>{entry.name}</bdi>
        </h2>
      )}
      {failure !== undefined && current ? (
        <Refused failure={failure} />
      ) : (
        said() !== '' && <p className="quiet">{said()}</p>
      )}
      {isKnown && (
        <ol className="versions-list">
          <Today now={value.now} path={entry.path} name={entry.name} {...{ goToNow, occasion }} />
          {value.versions.map((version) => (
            <Version
              key={version.first}
              version={version}
              isShown={shown >= version.first && shown <= version.last}
              {...{ sayDay, goTo, look }}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

interface TodayProps extends Pick<Props, 'goToNow' | 'occasion'> {
  now: FilesOutput<'files.versions'>['now'];
  path: string;
  name: string;
}

function Today({ now, path, name, goToNow, occasion }: TodayProps) {
  const { words, formats } = useLanguage();
  const { files } = words;
  // What only was moved need not come back.
  const moved = useLatest('files.moved', { input: now === null ? { path } : undefined, occasion });
  const to = now === null && moved.current ? (moved.value ?? undefined) : undefined;
  return (
    <li className="version">
      <span className="version-time">{files.today}</span>
      {to !== undefined ? (
        <button
          type="button"
          className="link version-sub path"
          title={to.folder}
          onClick={() => {
            goToNow(to.path);
          }}
        >
          {files.movedTo(nameIn(to.folder), nameIn(to.name), to.name !== name)}
        </button>
      ) : now === null ? (
        <span className="version-gone">{files.notThere}</span>
      ) : (
        <span className="version-sub">
          {[
            now.kind === 'file' ? formats.bytes(now.size) : files.kinds[now.kind],
            formats.moment(new Date(now.mtimeMs)),
          ].join(' · ')}
        </span>
      )}
    </li>
  );
}

interface VersionProps extends Pick<Props, 'sayDay' | 'goTo' | 'look'> {
  version: FileVersion;
  isShown: boolean;
}

function Version({ version, isShown, sayDay, goTo, look }: VersionProps) {
  const { words, formats } = useLanguage();
  const { files } = words;
  const { kind, size, name, path, last, snapshots, isNow, mtimeMs } = version;
  const time = formats.moment(new Date(mtimeMs));
  return (
    <li className="version" aria-current={isShown}>
      <button
        type="button"
        className="link version-time"
        aria-label={files.showThen(time, sayDay(last))}
        onClick={() => {
          goTo(last);
        }}
      >
        {time}
      </button>
      <span className="version-sub">
        {[
          ...(kind === 'file' ? [formats.bytes(size)] : []),
          ...(isNow ? [files.isNow] : []),
          files.inBackups(snapshots, sayDay(last)),
        ].join(' · ')}
      </span>
      {kind === 'file' && (
        <Button
          aria-label={files.lookAt(nameIn(name), time)}
          onClick={() => {
            look({ snapshot: last, path, name });
          }}
        >
          {files.look}
        </Button>
      )}
    </li>
  );
}
