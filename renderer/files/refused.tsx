/** A refusal in this view: what happened, and what to press. */
import type { ReactNode } from 'react';
import type { Failure } from '../../shared/failures';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { sayFailure } from './say-failure';

interface Props {
  failure: Failure | undefined;
  /** Buttons; absent: one that closes it, or none. */
  actions?: ReactNode;
  dismiss?: () => void;
}

export function Refused({ failure, actions, dismiss }: Props) {
  const { words } = useLanguage();
  if (failure === undefined) return null;
  const { sentence, nextStep } = sayFailure(words, failure);
  return (
    <Notice
      shape="attention"
      urgent
      actions={actions ?? (dismiss !== undefined && <Button onClick={dismiss}>{words.shell.dismiss}</Button>)}
    >
      <p>{sentence}</p>
      <p className="quiet">{nextStep}</p>
    </Notice>
  );
}
