/** The store is another one than before: a person may say that it is meant. The backup is then made at once. */
import type { Failure } from '../../shared/failures';
import { useCommand } from '../engine/use-command';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';

export function AcceptStore({ failure }: { failure: Failure }) {
  const { run } = useLanguage().words;
  const accept = useCommand('store.accept');
  if (failure.code !== 'store-not-the-one') return null;
  return (
    <>
      <Button disabled={accept.busy} onClick={() => void accept.send({ instead: false })}>
        {run.useStoreAsWell}
      </Button>
      <Button disabled={accept.busy} onClick={() => void accept.send({ instead: true })}>
        {run.useStoreInstead}
      </Button>
      <Refusal failure={accept.failure} dismiss={accept.forget} />
    </>
  );
}
