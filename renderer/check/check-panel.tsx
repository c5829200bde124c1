/** "Test the connection": on the settings as they are saved, wherever a person wonders. */
import type { ReactNode } from 'react';
import type { SetupInput } from '../../shared/ipc-setup';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { Shape } from '../ui/shape';
import { useLanguage } from '../ui/language';
import { CheckList, type Cures } from './check-list';
import { useCheck, type Check } from './use-check';

interface PanelProps {
  /** The destination's name. */
  to: string;
  beside?: ReactNode;
}

export function CheckPanel({ to, beside }: PanelProps) {
  const check = useCheck();
  return <CheckOf check={check} of={{ of: 'saved', to }} beside={beside} />;
}

interface Props {
  check: Check;
  of: SetupInput<'check.run'>;
  cures?: Cures;
  /** The one thing to do here. */
  main?: boolean;
  /** Other buttons, in one row with the check's. */
  beside?: ReactNode;
}

export function CheckOf({ check: { state, run, cancel }, of, cures, main = false, beside }: Props) {
  const { check } = useLanguage().words;
  const passed = state.is === 'done' && state.ok;
  return (
    <div className="check">
      <div className="check-head">
        {state.is === 'running' ? (
          <Button onClick={cancel}>{check.cancel}</Button>
        ) : (
          <Button
            {...(main && !passed && { kind: 'main' as const })}
            onClick={() => {
              run(of);
            }}
          >
            {state.is === 'not-run' ? check.run : check.again}
          </Button>
        )}
        {beside}
        <p role="status">
          {state.is === 'running' && check.running}
          {state.is === 'done' && !state.ok && check.notReady}
          {passed && (
            <span className="check-passed">
              <Shape shape="good" size={0.875} /> {check.ready}
            </span>
          )}
        </p>
      </div>
      {state.is === 'refused' && <Refusal failure={state.failure} />}
      {(state.is === 'running' || state.is === 'done') && (
        <CheckList steps={state.steps} running={state.is === 'running'} cures={cures} />
      )}
    </div>
  );
}
