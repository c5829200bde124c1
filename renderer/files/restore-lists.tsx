/** Names in what came of a restore: the first ones in sight, the others when they are asked for. */
import type { Undone } from '../../shared/ipc-files';
import { useLanguage } from '../ui/language';

/** More than that are unfolded. */
const IN_SIGHT = 3;

interface Line {
  shown: string;
  more: string | undefined;
}

interface Props {
  /** undefined: there are none. */
  title: string | undefined;
  /** Of all of them, also those that are not named. */
  count: number;
  lines: readonly Line[];
}

export function NamedList({ title, count, lines }: Props) {
  const { files } = useLanguage().words;
  if (title === undefined) return null;
  const rest = lines.slice(IN_SIGHT);
  const unnamed = count - lines.length;
  return (
    <div>
      <h3 className="result-list-title">{title}</h3>
      <Lines lines={lines.slice(0, IN_SIGHT)} />
      {rest.length > 0 && (
        <details>
          <summary>{files.andMore(count - IN_SIGHT)}</summary>
          <Lines lines={rest} />
          {unnamed > 0 && <p className="quieter">{files.andMore(unnamed)}</p>}
        </details>
      )}
    </div>
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <ul>
      {lines.map(({ shown, more }) => (
        <li key={shown} className="path">
          <bdi>{shown}</bdi>
          {more !== undefined && <span className="quiet"> · {more}</span>}
        </li>
      ))}
    </ul>
  );
}

/** @param undone what was told when it was; undefined: it was undone before */
export function UndoneSaid({ undone }: { undone: Undone | undefined }) {
  const { words } = useLanguage();
  const { files } = words;
  if (undone === undefined) return <p>{files.undoneMeans}</p>;
  const { removed, returned, kept, refused } = undone;
  const parts = [
    ...(removed > 0 ? [files.undoUndone.removed(removed)] : []),
    ...(returned > 0 ? [files.undoUndone.returned(returned)] : []),
  ];
  return (
    <>
      <p>{kept.length + refused.length === 0 ? files.undoneMeans : parts.join(' · ')}</p>
      <NamedList
        title={kept.length > 0 ? files.undoKept(kept.length) : undefined}
        count={kept.length}
        lines={kept.map((shown) => ({ shown, more: undefined }))}
      />
      <NamedList
        title={refused.length > 0 ? files.undoRefused(refused.length) : undefined}
        count={refused.length}
        lines={refused.map(({ name, why }) => ({ shown: name, more: words.refusal(why) }))}
      />
    </>
  );
}
