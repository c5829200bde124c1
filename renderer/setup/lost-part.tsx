/** A lost laptop's place on a host: what to run there, the code that it shows, and what is there. */
import { useId, useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { Channel, Input, Output } from '../../shared/ipc';
import type { KeptMachineSaid } from '../../shared/ipc-setup';
import { machineNameSchema } from '../../shared/machine-name';
import { request } from '../engine/client';
import { useAnswer } from '../engine/use-answer';
import { Button } from '../ui/button';
import { CodeInput } from '../ui/code-input';
import { CopiedLine } from '../ui/copied-line';
import { useLanguage } from '../ui/language';
import { Refusal } from '../ui/notice';
import { KeptDescribed } from './adopt-offer';
import { useSetup } from './setup-provider';
import { TextField } from './text-field';
import type { StepProps } from './wizard-step';
import './host.css';
import './line.css';

type Props = Pick<StepProps, 'draft' | 'change' | 'wrong' | 'pressed'> & { destination: string };

export function LostPart({ draft, change, wrong, pressed, destination }: Props) {
  const { lost, host } = useLanguage().words.setup;
  const [kept, setKept] = useState<KeptMachineSaid>();
  const { machine } = draft;
  const isNamed = machineNameSchema.safeParse(machine).success;
  return (
    <>
      <section className="host-part" aria-labelledby="lost-command-title">
        <h3 id="lost-command-title">{lost.runThere}</h3>
        <p className="quiet">{lost.runThereWhy}</p>
        <div className="host-fields">
          <TextField
            label={lost.machine}
            value={machine}
            wrong={wrong === 'machine' ? host.wrongMachine : undefined}
            pressed={pressed}
            change={(name) => {
              change({ machine: name });
            }}
          />
        </div>
        {isNamed && <Commands key={machine} destination={destination} machine={machine} />}
      </section>
      <section className="host-part" aria-labelledby="lost-code-title">
        <h3 id="lost-code-title">{lost.code}</h3>
        {kept === undefined ? (
          <CodeLine destination={destination} opened={setKept} />
        ) : (
          <TakeOver
            kept={kept}
            startAgain={() => {
              setKept(undefined);
            }}
          />
        )}
      </section>
    </>
  );
}

function Commands({ destination, machine }: { destination: string; machine: string }) {
  const { lost } = useLanguage().words.setup;
  const { answer } = useAnswer('setup.lost-lines', { destination, machine }, '');
  if (answer.is === 'refused') return <Refusal failure={answer.failure} />;
  if (answer.is !== 'known') return null;
  const { login, account, installed } = answer.value;
  return (
    <>
      <CopiedLine text={login} channel="setup.copy" what="adopt-login" label={lost.copyLogin} />
      <details className="host-details">
        <summary>{lost.otherwise}</summary>
        <p className="quiet">{lost.account}</p>
        <CopiedLine text={account} channel="setup.copy" what="adopt-account" label={lost.copyAccount} />
        <p className="quiet">{lost.installed}</p>
        <CopiedLine text={installed} channel="setup.copy" what="adopt-installed" label={lost.copyInstalled} />
      </details>
    </>
  );
}

/** Enter in the field gives the code: it is no way on to the next step. */
function CodeLine({ destination, opened }: { destination: string; opened: (kept: KeptMachineSaid) => void }) {
  const { lost } = useLanguage().words.setup;
  const open = useAsked('setup.open-lost', opened);
  const [code, setCode] = useState('');
  const id = useId();
  const give = (): void => {
    if (code.trim() !== '' && !open.busy) open.send({ destination, code: code.trim() });
  };
  return (
    <>
      <label className="quiet" htmlFor={id}>
        {lost.codeWhy}
      </label>
      <div className="code-line">
        <CodeInput id={id} value={code} refused={open.failure !== undefined} change={setCode} give={give} />
        <Button kind="main" disabled={open.busy || code.trim() === ''} onClick={give}>
          {lost.open}
        </Button>
      </div>
      <p role="status" className="quiet">
        {open.busy && lost.opening(destination)}
      </p>
      <Refusal failure={open.failure} dismiss={open.forget} />
    </>
  );
}

function TakeOver({ kept, startAgain }: { kept: KeptMachineSaid; startAgain: () => void }) {
  const { adopt, lost } = useLanguage().words.setup;
  const { setDraft, setStep } = useSetup();
  // Home, which shows itself as soon as the settings are there, says what came with it.
  const take = useAsked('setup.adopt-lost', () => {
    setDraft(undefined);
    setStep('where');
  });
  return (
    <>
      <KeptDescribed machine={kept} />
      <div className="setup-line">
        <Button
          kind="main"
          disabled={take.busy}
          onClick={() => {
            take.send(null);
          }}
        >
          {adopt.take(kept.machine)}
        </Button>
        <span role="status" className="quiet">
          {take.busy && adopt.taking}
        </span>
      </div>
      {take.failure !== undefined && (
        <>
          <Refusal failure={take.failure} />
          <div>
            <Button onClick={startAgain}>{lost.anotherCode}</Button>
          </div>
        </>
      )}
    </>
  );
}

/** A request that a button sends, whose answer is what one goes on with. */
function useAsked<C extends Channel>(channel: C, answered: (value: Output<C>) => void) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const send = (input: Input<C>): void => {
    setBusy(true);
    void request(channel, input).then((answer) => {
      setBusy(false);
      setFailure(answer.ok ? undefined : answer.failure);
      if (answer.ok) answered(answer.value);
    });
  };
  const forget = (): void => {
    setFailure(undefined);
  };
  return { send, busy, failure, forget };
}
