/** What is to be said once it is set up: what did not work of it, and where to go on. */
import { lazy, Suspense } from 'react';
import { request } from '../engine/client';
import { useAnswer } from '../engine/use-answer';
import { usePlace } from '../shell/place';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { AddDestination } from '../settings/add-destination';
import { SheetButton } from './sheet-button';
import { useSetup } from './setup-provider';

/** Needed once. */
const Adopted = lazy(async () => ({ default: (await import('./adopted')).Adopted }));

/** `beforeFirst`: no backup has come about yet. */
export function Afterword({ beforeFirst }: { beforeFirst: boolean }) {
  const { words, formats } = useLanguage();
  const { setup } = words;
  const { afterword, setAfterword } = useSetup();
  const { go } = usePlace();
  const { answer, askAgain } = useAnswer('setup.adopted', null, '');
  if (answer.is === 'known' && answer.value !== null) {
    return (
      <Suspense fallback={null}>
        <Adopted
          said={answer.value}
          dismiss={() => {
            void request('setup.put-aside', null).then(askAgain);
          }}
        />
      </Suspense>
    );
  }
  if (afterword === undefined) return null;
  const dismiss = (): void => {
    setAfterword(undefined);
  };
  const { problems, keptExcludeList, measured, added } = afterword;
  return (
    <Notice
      shape={problems.length === 0 ? 'good' : 'attention'}
      title={added === undefined ? setup.after.title : setup.add.done(added)}
      actions={
        <>
          {added === undefined && (
            <>
              <Button
                onClick={() => {
                  go('space');
                }}
              >
                {setup.after.space}
              </Button>
              <AddDestination />
            </>
          )}
          <SheetButton />
          <Button onClick={dismiss}>{words.shell.dismiss}</Button>
        </>
      }
    >
      {problems.map((failure) => {
        const { sentence, nextStep } = words.failure(failure);
        return (
          <div key={failure.code}>
            <p>{sentence}</p>
            <p className="quiet">{nextStep}</p>
          </div>
        );
      })}
      {keptExcludeList && <p>{setup.after.keptList}</p>}
      {added === undefined && <p>{words.settings.destinations.rule}</p>}
      {beforeFirst && added === undefined && (
        <p>{setup.after.next(measured === undefined ? undefined : formats.bytes(measured))}</p>
      )}
    </Notice>
  );
}
