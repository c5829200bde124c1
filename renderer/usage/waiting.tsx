/** In the place of the picture while there is none: never without words, and never without a way on. */
import { Button } from '../ui/button';
import { useLanguage } from '../words/language';
import './waiting.css';

export function Waiting({ failed, again }: { failed: boolean; again: () => void }) {
  const { space } = useLanguage().words;
  return (
    <div className="picture-waits quiet">
      <p>{failed ? space.nothingYet : `${space.asking}. ${space.firstLook}`}</p>
      {failed && <Button onClick={again}>{space.lookAgain}</Button>}
    </div>
  );
}
