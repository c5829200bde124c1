/** What will be backed up with the draft as it is; and while nobody knows, why. */
import type { JudgedList } from '../../shared/ipc-excludes';
import { useLanguage } from '../ui/language';
import type { Scan } from './use-scan';

export function ListSumsLine({ judged, scan }: { judged: JudgedList | undefined; scan: Scan }) {
  const { words, formats } = useLanguage();
  const { space, excludes } = words;
  if (judged?.scan === 'no-roots') return <p className="quiet">{excludes.noRoots}</p>;
  if (judged === undefined || judged.sums === null) {
    if (scan.failure !== undefined) return <p className="quiet">{excludes.noSizes}</p>;
    const { entries = 0, seconds = 0 } = scan.state ?? {};
    return (
      <p className="quiet">
        {excludes.sizesFollow} {entries > 0 && space.scanning(entries, formats.duration(Math.round(seconds)))}
      </p>
    );
  }
  return (
    <p className="list-sums">
      <span className="whole">{space.onDisk(formats.bytes(judged.sums.all))}</span>
      {' · '}
      <strong className="whole">{space.willBeBackedUp(formats.bytes(judged.sums.backedUp))}</strong>
      {judged.scan === 'part' && <span className="quiet"> · {space.stopped}</span>}
    </p>
  );
}
