/** In the place of the picture while there is none: never without words, and never without a way on. */
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import './waiting.css';

interface Props {
  /** A list, and not the disk. */
  list: boolean;
  failed: boolean;
  again: () => void;
}

export function Waiting({ list, failed, again }: Props) {
  const { space } = useLanguage().words;
  return (
    <div className="picture-waits quiet">
      <p>{failed ? space.nothingYet : list ? space.list.reading : `${space.asking}. ${space.firstLook}`}</p>
      {failed && <Button onClick={again}>{space.lookAgain}</Button>}
    </div>
  );
}
