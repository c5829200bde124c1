/** A restore that was cut short: it can be gone on with. */
import { useCommand } from '../engine/use-command';
import { useNow } from '../engine/use-now';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { Refused } from './refused';
import type { SayDay } from './snapshot-days';

export function Unfinished({ at, snapshot, sayDay }: { at: string; snapshot: string; sayDay: SayDay }) {
  const { words, formats } = useLanguage();
  const { unfinished } = words.files;
  const resume = useCommand('files.resume');
  const age = formats.age((useNow() - Date.parse(at)) / 1000);
  return (
    <div className="files-notice">
      <Notice
        shape="attention"
        title={unfinished.title}
        actions={
          <Button disabled={resume.busy} onClick={() => void resume.send(null)}>
            {unfinished.go}
          </Button>
        }
      >
        <p>{unfinished.meaning(sayDay(snapshot), age)}</p>
      </Notice>
      <Refused failure={resume.failure} dismiss={resume.forget} />
    </div>
  );
}
