/** Starting, cancelling and pausing, for the buttons and the keys alike: a refusal is shown wherever it was asked. */
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { useCommand, type Command } from './use-command';

export interface RunControls {
  start: Command<'run.start'>;
  cancel: Command<'run.cancel'>;
  pause: Command<'pause.set'>;
}

const ControlsContext = createContext<RunControls | undefined>(undefined);

export function RunControlsProvider({ children }: { children: ReactNode }) {
  const start = useCommand('run.start');
  const cancel = useCommand('run.cancel');
  const pause = useCommand('pause.set');
  const controls = useMemo(() => ({ start, cancel, pause }), [start, cancel, pause]);
  return <ControlsContext value={controls}>{children}</ControlsContext>;
}

export function useRunControls(): RunControls {
  const controls = useContext(ControlsContext);
  if (controls === undefined) throw new Error('there are no run controls around this');
  return controls;
}
