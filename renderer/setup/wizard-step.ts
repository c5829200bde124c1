/** What each step of the wizard is given. */
import type { SetupOutput } from '../../shared/ipc-setup';
import type { Draft, FieldName } from './setup-draft';

export interface StepProps {
  look: SetupOutput<'setup.look'>;
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  /** What is not right yet. */
  wrong: FieldName | undefined;
  /** Somebody wanted to go on with it as it is. */
  pressed: boolean;
}
