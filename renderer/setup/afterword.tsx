/** What is to be said once it is set up: what did not work of it, and where to go on. */
import { usePlace } from '../shell/place';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { Adopted } from './adopted';
import { SheetButton } from './sheet-button';
import { useSetup } from './setup-provider';

/** `beforeFirst`: no backup has come about yet. */
export function Afterword({ beforeFirst }: { beforeFirst: boolean }) {
  const { words, formats } = useLanguage();
  const { setup } = words;
  const { afterword, setAfterword } = useSetup();
  const { go } = usePlace();
  if (afterword === undefined) return null;
  const dismiss = (): void => {
    setAfterword(undefined);
  };
  if ('adopted' in afterword) return <Adopted said={afterword.adopted} dismiss={dismiss} />;
  const { problems, keptExcludeList, measured } = afterword;
  return (
    <Notice
      shape={problems.length === 0 ? 'good' : 'attention'}
      title={setup.after.title}
      actions={
        <>
          <Button
            onClick={() => {
              go('space');
            }}
          >
            {setup.after.space}
          </Button>
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
      {beforeFirst && <p>{setup.after.next(measured === undefined ? undefined : formats.bytes(measured))}</p>}
    </Notice>
  );
}
