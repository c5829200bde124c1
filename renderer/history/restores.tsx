/** What was put back from backups, the newest first: under the backups, since it came out of them. */
import type { RestoreRecord } from '../../shared/ipc-files';
import { nameIn } from '../files/names';
import { shapeOfRestore, titleOf } from '../files/restore-result';
import type { SayDay } from '../files/snapshot-days';
import { useNow } from '../engine/use-now';
import { Shape } from '../ui/shape';
import { useLanguage } from '../ui/language';

interface Props {
  records: readonly RestoreRecord[];
  chosen: string | undefined;
  sayDay: SayDay;
  choose: (id: string) => void;
}

export function Restores({ records, chosen, sayDay, choose }: Props) {
  const { words, formats } = useLanguage();
  const { title, from } = words.files.history;
  const now = useNow();
  if (records.length === 0) return null;
  return (
    <section className="restores" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {records.map((record) => (
          <li key={record.id}>
            <button
              type="button"
              className="restore"
              aria-current={record.id === chosen}
              onClick={() => {
                choose(record.id);
              }}
            >
              <Shape shape={shapeOfRestore(record)} size={0.875} />
              <span className="restore-title">
                {record.placed[0] === undefined ? titleOf(words, record) : nameIn(record.placed[0].as)}
              </span>
              <time className="quiet" dateTime={record.at} title={formats.exact(new Date(record.at))}>
                {formats.age((now - Date.parse(record.at)) / 1000)}
              </time>
              <span className="run-item-sub">
                {[titleOf(words, record), from(sayDay(record.snapshot))].join(' · ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
