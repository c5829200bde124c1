/** One row of a list. */
import type { HowToLeaveOut, ListKind, UsageRow } from '../../shared/ipc-space';
import { useNow } from '../engine/use-now';
import { useLanguage } from '../ui/language';
import { ageText } from './age';

interface Props {
  row: UsageRow;
  by: ListKind;
  judged: boolean;
  show: (row: UsageRow) => void;
  point: (row: UsageRow | undefined) => void;
  leaveOut: (row: UsageRow, how: HowToLeaveOut) => void;
}

export function ListRow({ row, by, judged, show, point, leaveOut }: Props) {
  const { words, formats } = useLanguage();
  const { space } = words;
  const seconds = useNow() / 1000;
  const isType = by === 'types';
  const name = row.name === '' && isType ? space.noEnding : row.name;
  // A folder further down says where; what lies in this folder need not.
  const text = by === 'here' || isType ? name : row.path;
  const size = formats.bytes(row.size);
  const kept = formats.bytes(row.kept);
  // What cannot be read will not be in a backup either, whatever the rules say.
  const backup =
    row.fate !== 'backed-up'
      ? space.notInBackup
      : row.kind === 'unreadable'
        ? space.couldNotBeRead
        : kept === size
          ? space.inBackup
          : space.partlyInBackup(kept);
  const canLeaveOut = row.fate === 'backed-up' && !(isType && row.name === '');
  return (
    <tr
      data-fate={row.fate}
      onPointerEnter={() => {
        point(row);
      }}
      onPointerLeave={() => {
        point(undefined);
      }}
      onFocus={() => {
        point(row);
      }}
      onBlur={() => {
        point(undefined);
      }}
    >
      <th scope="row">
        {isType ? (
          <span>{text}</span>
        ) : (
          <button
            type="button"
            className="link list-name"
            data-column="name"
            title={row.path}
            onClick={() => {
              show(row);
            }}
          >
            <bdi>{text}</bdi>
          </button>
        )}
      </th>
      <td className="number">{size}</td>
      <td className="number">{formats.count(row.files)}</td>
      <td className="list-age">
        {row.newest > 0 ? ageText(Math.max(0, seconds - row.newest), formats.locale, formats.age) : ''}
      </td>
      {judged && (
        <>
          <td title={row.rule?.text}>{backup}</td>
          <td>
            {canLeaveOut && (
              <button
                type="button"
                className="link"
                data-column="leave-out"
                aria-label={space.leaveOutName(name)}
                onClick={() => {
                  leaveOut(row, isType ? { kind: 'ending' } : { kind: 'this' });
                }}
              >
                {space.leaveOut}
              </button>
            )}
          </td>
        </>
      )}
    </tr>
  );
}
