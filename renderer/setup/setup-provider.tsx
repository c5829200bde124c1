/** What the wizard knows, above the views: whoever looks at another one in between finds all of it again. */
import {
  createContext,
  useCallback,
  useContext,
  useMemo,
  useState,
  type Dispatch,
  type ReactNode,
  type SetStateAction,
} from 'react';
import type { SetupOutput } from '../../shared/ipc-setup';
import { useCheck, type Check } from '../check/use-check';
import type { Draft, Step } from './setup-draft';
import type { KnownScan } from './known-scan';

type Set<T> = Dispatch<SetStateAction<T>>;

/** What is said on Home afterwards. */
export type Afterwords = SetupOutput<'setup.finish'> & {
  /** It was a further destination, of this name. */
  added?: string;
  /** Bytes that the first backup will bring; undefined where they were not measured to the end. */
  measured: number | undefined;
};

export interface Setup {
  /** The wizard is about a further destination; the settings are there. */
  adding: boolean;
  /** Goes on where one had got to. */
  beginAdding: () => void;
  endAdding: () => void;
  /** Undefined until the machine has been looked at. */
  draft: Draft | undefined;
  setDraft: Set<Draft | undefined>;
  step: Step;
  setStep: Set<Step>;
  check: Check;
  /** What was measured, by what it is of. */
  scans: ReadonlyMap<string, KnownScan>;
  setScans: Set<ReadonlyMap<string, KnownScan>>;
  /** What is to be said once the settings are there. */
  afterword: Afterwords | undefined;
  setAfterword: Set<Afterwords | undefined>;
}

const SetupContext = createContext<Setup | undefined>(undefined);

export function SetupProvider({ children }: { children: ReactNode }) {
  const [draft, setDraft] = useState<Draft>();
  const [step, setStep] = useState<Step>('where');
  const [scans, setScans] = useState<ReadonlyMap<string, KnownScan>>(new Map());
  const [afterword, setAfterword] = useState<Afterwords>();
  const [adding, setAdding] = useState(false);
  const check = useCheck();
  const { forget } = check;
  const turn = useCallback(
    (on: boolean) => {
      setAdding(on);
      setDraft(undefined);
      setStep('where');
      forget();
    },
    [forget],
  );
  const setup = useMemo<Setup>(
    () => ({
      ...{ draft, setDraft, step, setStep, check, scans, setScans, afterword, setAfterword, adding },
      beginAdding: () => {
        if (!adding) turn(true);
      },
      endAdding: () => {
        turn(false);
      },
    }),
    [draft, step, check, scans, afterword, adding, turn],
  );
  return <SetupContext value={setup}>{children}</SetupContext>;
}

export function useSetup(): Setup {
  const setup = useContext(SetupContext);
  if (setup === undefined) throw new Error('there is no set-up around this');
  return setup;
}
