/** The part of step 1 that introduces another machine, and how one may go on from it. */
import { useAnswer } from '../engine/use-answer';
import { useLanguage } from '../ui/language';
import type { CheckState } from '../check/use-check';
import type { Words } from '../../shared/words/catalogue';
import { HostStep } from './host-step';
import { destinationOf } from './setup-draft';
import { useSetup } from './setup-provider';
import { WizardFrame, type Frame } from './wizard-frame';
import type { StepProps } from './wizard-step';

export function HostPage({ frame, ...props }: StepProps & { frame: Frame }) {
  const { setup } = useLanguage().words;
  const { check } = useSetup();
  const destination = destinationOf(props.draft) ?? '';
  const { answer, askAgain } = useAnswer('setup.identify-host', { destination }, '');
  const known = answer.is === 'known' && answer.value.kind === 'known';
  const passed = check.state.is === 'done' && check.state.ok;
  const note = noteOf(known, check.state.is, setup.host);
  if (props.draft.adopting) {
    return (
      <WizardFrame
        {...frame}
        nextLabel={setup.next}
        blocked
        note={known ? setup.lost.note : setup.host.firstRight}
      >
        <HostStep {...props} identity={answer} askAgain={askAgain} />
      </WizardFrame>
    );
  }
  return (
    <WizardFrame
      {...frame}
      nextLabel={known && !passed ? setup.host.nextUntried : setup.next}
      quietNext={!passed}
      blocked={!known || check.state.is === 'running'}
      note={passed ? undefined : note}
    >
      <HostStep {...props} identity={answer} askAgain={askAgain} />
    </WizardFrame>
  );
}

/** Why one would not simply go on. */
function noteOf(known: boolean, check: CheckState['is'], host: Words['setup']['host']): string {
  if (!known) return host.firstRight;
  if (check === 'running') return host.trying;
  return check === 'not-run' ? host.notTried : host.notWorking;
}
