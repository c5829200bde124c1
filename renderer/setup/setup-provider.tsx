/** What the wizard knows, above the views: whoever looks at another one in between finds all of it again. */
import {
  createContext,
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
  /** Bytes that the first backup will bring; undefined where they were not measured to the end. */
  measured: number | undefined;
};

export interface Setup {
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
  const check = useCheck();
  const setup = useMemo(
    () => ({ draft, setDraft, step, setStep, check, scans, setScans, afterword, setAfterword }),
    [draft, step, check, scans, afterword],
  );
  return <SetupContext value={setup}>{children}</SetupContext>;
}

export function useSetup(): Setup {
  const setup = useContext(SetupContext);
  if (setup === undefined) throw new Error('there is no set-up around this');
  return setup;
}
