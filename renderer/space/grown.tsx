/** What is said of growth: by how much, and since when. */
import type { Language } from '../../shared/words/language';
import { useNow } from '../engine/use-now';
import { useLanguage } from '../ui/language';

/** "+18 GB", "−2.0 GB". */
export function changeText({ formats }: Language, bytes: number): string {
  return bytes === 0 ? formats.bytes(0) : `${bytes > 0 ? '+' : '−'}${formats.bytes(Math.abs(bytes))}`;
}

interface SinceProps {
  kept: readonly number[];
  since: number | null;
  choose: (since: number) => void;
}

/** Of several scans on one day none is kept, so a day says which one is meant. */
function SinceField({ kept, since, choose }: SinceProps) {
  const { words, formats } = useLanguage();
  const now = useNow();
  return (
    <label className="since-field">
      <span>{words.space.grown.compare}</span>
      <select
        value={since ?? ''}
        onChange={(event) => {
          choose(Number(event.target.value));
        }}
      >
        {kept.map((at) => (
          <option key={at} value={at}>
            {formats.day(new Date(at * 1000), new Date(now))}
          </option>
        ))}
      </select>
    </label>
  );
}

interface HeadProps extends SinceProps {
  /** Bytes; null: nothing to compare with. */
  grown: number | null;
  /** How many things have grown. */
  count: number;
}

/** Above the list of what has grown: the sum of it, or why there is none. */
export function GrownHead({ kept, since, choose, grown, count }: HeadProps) {
  const language = useLanguage();
  const { words, formats } = language;
  const now = useNow();
  const { space } = words;
  if (since === null || grown === null)
    return <p className="list-nothing quiet">{space.grown.nothingKept}</p>;
  const day = formats.day(new Date(since * 1000), new Date(now));
  return (
    <div className="grown-head">
      <p>{count === 0 ? space.grown.nothing(day) : space.grown.here(changeText(language, grown), day)}</p>
      <SinceField {...{ kept, since, choose }} />
    </div>
  );
}
