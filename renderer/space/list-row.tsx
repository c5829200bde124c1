/** One row of a list. */
import type { KeyboardEvent } from 'react';
import type { HowToLeaveOut } from '../../shared/ipc-leave-out';
import type { ListKind, UsageRow } from '../../shared/ipc-space';
import { isDiskPart } from '../../shared/usage-kinds';
import { useNow } from '../engine/use-now';
import { useLanguage } from '../ui/language';
import { ageText } from './age';
import { changeText } from './grown';

export interface RowActions {
  show: (row: UsageRow) => void;
  point: (row: UsageRow | undefined) => void;
  leaveOut: (row: UsageRow, how: HowToLeaveOut) => void;
  lookAgain: (row: UsageRow) => void;
  trash: (row: UsageRow) => void;
  /** Opens the menu of its box. Places are of the window, in pixels. */
  menu: (row: UsageRow, place: { x: number; y: number; from: HTMLElement }) => void;
}

interface Props extends RowActions {
  row: UsageRow;
  by: ListKind;
  judged: boolean;
}

export function ListRow({ row, by, judged, show, point, leaveOut, lookAgain, trash, menu }: Props) {
  const language = useLanguage();
  const { words, formats } = language;
  const { space } = words;
  const seconds = useNow() / 1000;
  const isType = by === 'types';
  const part = isDiskPart(row.kind) ? row.kind : undefined;
  const name =
    part !== undefined ? space.disks.parts[part] : row.name === '' && isType ? space.noEnding : row.name;
  // A folder further down says where; what lies in this folder need not.
  const text = by === 'here' || isType || part !== undefined ? name : row.path;
  const size = formats.bytes(row.size);
  const kept = formats.bytes(row.kept);
  // What cannot be read will not be in a backup either, whatever the rules say.
  const backup =
    part !== undefined
      ? ''
      : row.fate !== 'backed-up' && (row.fate === 'left-out' || row.kept === 0)
        ? space.notInBackup
        : row.kind === 'unreadable'
          ? space.couldNotBeRead
          : kept === size
            ? space.inBackup
            : space.partlyInBackup(kept);
  const canLeaveOut = row.fate === 'backed-up' && part === undefined && !(isType && row.name === '');
  /** Below what has the focus. */
  const menuFrom = (from: HTMLElement): void => {
    const { left, bottom } = from.getBoundingClientRect();
    menu(row, { x: left, y: bottom, from });
  };
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    if (isType || event.ctrlKey || event.altKey || event.metaKey) return;
    const from = event.target as HTMLElement;
    const keys: Record<string, () => void> = {
      r: () => {
        lookAgain(row);
      },
      Delete: () => {
        trash(row);
      },
      x: () => {
        menuFrom(from);
      },
    };
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <tr
      data-fate={part === undefined ? row.fate : undefined}
      onKeyDown={press}
      // The menu key and Shift+F10 arrive as one as well.
      onContextMenu={(event) => {
        const from =
          (event.target as HTMLElement).closest('button') ?? event.currentTarget.querySelector('button');
        if (isType || from === null) return;
        event.preventDefault();
        if (event.clientX === 0 && event.clientY === 0) menuFrom(from);
        else menu(row, { x: event.clientX, y: event.clientY, from });
      }}
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
      <td className="number">
        {by === 'grown'
          ? changeText(language, row.growth ?? 0)
          : part === undefined && formats.count(row.files)}
      </td>
      <td className="list-age">
        {row.newest > 0 ? ageText(Math.max(0, seconds - row.newest), formats.locale, formats.age) : ''}
      </td>
      {judged && <td title={row.rule?.text}>{backup}</td>}
      <td className="list-actions">
        {judged && canLeaveOut && (
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
        {!isType && part === undefined && (
          <button
            type="button"
            className="list-more"
            data-column="more"
            aria-label={space.actionsFor(name)}
            aria-haspopup="menu"
            onClick={(event) => {
              menuFrom(event.currentTarget);
            }}
          >
            <svg width="1rem" height="1rem" viewBox="0 0 16 16" aria-hidden="true">
              <path
                d="M3 8h.01M8 8h.01M13 8h.01"
                stroke="currentColor"
                strokeWidth="2.4"
                strokeLinecap="round"
              />
            </svg>
          </button>
        )}
      </td>
    </tr>
  );
}
