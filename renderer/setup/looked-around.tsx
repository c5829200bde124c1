/** What this machine has is looked at before anything is asked, and again while one chooses a place. */
import { useEffect, type ReactNode } from 'react';
import type { SetupOutput } from '../../shared/ipc-setup';
import { useAnswer } from '../engine/use-answer';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { firstDraft, type Draft } from './setup-draft';
import { useSetup } from './setup-provider';

export interface Looked {
  look: SetupOutput<'setup.look'>;
  draft: Draft;
  setDraft: (change: Partial<Draft>) => void;
}

const LOOK_EVERY_MS = 3000;

export function LookedAround({ children }: { children: (looked: Looked) => ReactNode }) {
  const { words } = useLanguage();
  const { draft, setDraft, step } = useSetup();
  const { answer, askAgain } = useAnswer('setup.look', null, '');
  const look = answer.is === 'known' ? answer.value : undefined;
  const choosing = step === 'where';
  // A disk that is plugged in now is to appear while one looks.
  useEffect(() => {
    if (!choosing) return;
    const again = setInterval(askAgain, LOOK_EVERY_MS);
    return () => {
      clearInterval(again);
    };
  }, [askAgain, choosing]);
  if (answer.is === 'refused') {
    return (
      <div className="home">
        <Refusal failure={answer.failure} />
        <div>
          <Button onClick={askAgain}>{words.setup.tryAgain}</Button>
        </div>
      </div>
    );
  }
  if (look === undefined) {
    return (
      <div className="home">
        <p role="status">{words.setup.looking}</p>
      </div>
    );
  }
  return children({
    look,
    draft: draft ?? firstDraft(look),
    setDraft: (change) => {
      setDraft((before) => ({ ...(before ?? firstDraft(look)), ...change }));
    },
  });
}
