/** Saves the page "How to get everything back". */
import { useCommand } from '../engine/use-command';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import { Refusal } from '../ui/notice';

export function SheetButton() {
  const { after } = useLanguage().words.setup;
  const save = useCommand('setup.sheet');
  return (
    <>
      <Button disabled={save.busy} onClick={() => void save.send(null)}>
        {after.sheet}
      </Button>
      <Refusal failure={save.failure} dismiss={save.forget} />
    </>
  );
}
