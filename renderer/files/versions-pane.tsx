/** At the right: how the chosen entry was at other times, and how it is today. */
import type { FilesOutput, FileVersion } from '../../shared/ipc-files';
import type { Latest } from '../engine/use-latest';
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
  look: (at: Looked) => void;
}

export function VersionsPane({ entry, answer, shown, sayDay, goTo, look }: Props) {
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
          <Today now={value.now} />
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

function Today({ now }: { now: FilesOutput<'files.versions'>['now'] }) {
  const { words, formats } = useLanguage();
  const { files } = words;
  return (
    <li className="version">
      <span className="version-time">{files.today}</span>
      {now === null ? (
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
