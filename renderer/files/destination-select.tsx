/** Which destination's backups are looked at, where there are several: one that takes a code, or is not here, says so. */
import type { Backups, FilesDestination } from '../../shared/ipc-files';
import type { Words } from '../../shared/words/catalogue';
import { useLanguage } from '../ui/language';
import { Select } from '../ui/select';

interface Props {
  backups: Pick<Backups, 'destinations' | 'destination'>;
  /** Beside the search, where there is little room. */
  brief?: boolean;
  turnTo: (destination: string) => void;
}

export function DestinationSelect({ backups, brief = false, turnTo }: Props) {
  const { destinations, destination } = backups;
  const { files } = useLanguage().words;
  if (destinations.length < 2) return null;
  return (
    <Select
      label={files.destination}
      labelHidden={brief}
      value={destination}
      options={Object.fromEntries(destinations.map((each) => [each.name, nameIn(files, each)]))}
      choose={turnTo}
    />
  );
}

function nameIn(files: Words['files'], { name, is }: FilesDestination): string {
  if (is === 'open') return name;
  return is === 'away' ? files.destinationAway(name) : files.destinationLocked(name);
}
