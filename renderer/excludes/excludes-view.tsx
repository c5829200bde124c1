/** Excludes: what is left out? The list is the person's own text file; it stays theirs. */
import { useAnswer } from '../engine/use-answer';
import { useCommand } from '../engine/use-command';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { Page } from '../ui/page';
import { useLanguage } from '../ui/language';
import { OpenList } from './open-list';
import './excludes.css';

export function ExcludesView() {
  const { words } = useLanguage();
  const { answer, askAgain } = useAnswer('excludes.open', null, '');
  const open = useCommand('desktop.open');
  if (answer.is === 'known') return <OpenList opened={answer.value} />;
  return (
    <Page title={words.excludes.title}>
      {answer.is === 'asking' && <p role="status">{words.excludes.asking}</p>}
      {answer.is === 'refused' && (
        <>
          <Refusal failure={answer.failure} />
          <div className="excludes-buttons">
            <Button onClick={askAgain}>{words.shell.askAgain}</Button>
            <Button disabled={open.busy} onClick={() => void open.send('exclude-file')}>
              {words.excludes.openElsewhere}
            </Button>
          </div>
          <Refusal failure={open.failure} dismiss={open.forget} />
        </>
      )}
    </Page>
  );
}
