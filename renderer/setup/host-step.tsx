/** Step 1, for another machine: is it the right one, let it know this laptop, and try the way there and back. */
import { useId } from 'react';
import type { HostIdentity, HostWhere } from '../../shared/ipc-setup';
import { CheckOf } from '../check/check-panel';
import { useAnswer, type Asked } from '../engine/use-answer';
import { KeepFields } from '../settings/keep-fields';
import { Button } from '../ui/button';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import { Choice } from './choice';
import { CopiedLine } from '../ui/copied-line';
import { HostKey } from './host-key';
import { LostPart } from './lost-part';
import { destinationOf, hostOf, whatOf } from './setup-draft';
import { useSetup } from './setup-provider';
import { TextField } from './text-field';
import type { StepProps } from './wizard-step';
import './host.css';

interface Props extends StepProps {
  identity: Asked<HostIdentity>;
  askAgain: () => void;
}

export function HostStep(props: Props) {
  const { setup } = useLanguage().words;
  const { draft, identity, askAgain } = props;
  const name = destinationOf(draft) ?? '';
  const host = hostOf(draft);
  const isKnown = identity.is === 'known' && identity.value.kind === 'known';
  return (
    <div className="host-parts">
      <section className="host-part" aria-labelledby="host-key-title">
        <h3 id="host-key-title">{setup.host.isItRight}</h3>
        <HostKey name={name} identity={identity} askAgain={askAgain} />
      </section>
      {isKnown && draft.adopting && <LostPart {...props} destination={name} />}
      {isKnown && !draft.adopting && (
        <>
          <section className="host-part" aria-labelledby="host-lines-title">
            <h3 id="host-lines-title">{setup.host.letItKnow}</h3>
            <Introduction {...props} host={host} />
          </section>
          {host !== undefined && (
            <section className="host-part" aria-labelledby="host-check-title">
              <h3 id="host-check-title">{setup.host.tryIt}</h3>
              <TestOf host={host} draft={draft} />
            </section>
          )}
        </>
      )}
    </div>
  );
}

function Introduction({ draft, change, wrong, pressed, host }: Props & { host: HostWhere | undefined }) {
  const { setup } = useLanguage().words;
  // Its name is that of all its backups.
  const { adding } = useSetup();
  const group = useId();
  return (
    <>
      <p className="quiet">{setup.host.letItKnowWhy}</p>
      <KeepFields
        draft={draft.keep}
        change={(keep) => {
          change({ keep });
        }}
      />
      {host !== undefined && <Lines host={host} />}
      <details className="host-details" open={wrong !== undefined || undefined}>
        <summary>{setup.host.details}</summary>
        <div className="host-fields">
          <TextField
            label={setup.host.store}
            value={draft.store}
            wrong={wrong === 'store' ? setup.host.wrongStore : undefined}
            pressed={pressed}
            change={(store) => {
              change({ store });
            }}
          />
          {!adding && (
            <TextField
              label={setup.host.machine}
              value={draft.machine}
              wrong={wrong === 'machine' ? setup.host.wrongMachine : undefined}
              pressed={pressed}
              change={(machine) => {
                change({ machine });
              }}
            />
          )}
          <fieldset className="choices">
            <legend>{setup.host.reach}</legend>
            {(['tunnel', 'direct'] as const).map((reach) => (
              <Choice
                key={reach}
                group={group}
                label={setup.host.reaches[reach].name}
                explain={setup.host.reaches[reach].explain}
                checked={draft.reach === reach}
                choose={() => {
                  change({ reach });
                }}
              />
            ))}
          </fieldset>
        </div>
      </details>
    </>
  );
}

function Lines({ host }: { host: HostWhere }) {
  const { setup } = useLanguage().words;
  const { answer, askAgain } = useAnswer('setup.host-lines', host, '');
  switch (answer.is) {
    case 'asking':
      return <p role="status">{setup.host.makingKey}</p>;
    case 'refused':
      return (
        <>
          <Refusal failure={answer.failure} />
          <div>
            <Button onClick={askAgain}>{setup.tryAgain}</Button>
          </div>
        </>
      );
    case 'known':
      return (
        <>
          <p>{setup.host.install}</p>
          <CopiedLine
            text={answer.value.install}
            channel="setup.copy"
            what="install"
            label={setup.host.copyInstall}
          />
          <details className="host-details">
            <summary>{setup.host.byHand}</summary>
            <p className="quiet">{setup.host.keyLine}</p>
            <CopiedLine
              text={answer.value.keyLine}
              channel="setup.copy"
              what="key-line"
              label={setup.host.copyKeyLine}
            />
          </details>
        </>
      );
  }
}

function TestOf({ host, draft }: { host: HostWhere; draft: StepProps['draft'] }) {
  const { setup } = useLanguage().words;
  const { adding, check } = useSetup();
  // What is backed up is chosen later, and matters little to the way.
  const what = adding ? null : (whatOf(draft) ?? { kind: 'home' as const });
  return (
    <>
      <p className="quiet">{setup.host.tryItWhy}</p>
      <CheckOf
        check={check}
        of={{ of: 'draft', where: host, what }}
        cures={setup.host.cures}
        main={check.state.is !== 'done' || !check.state.ok}
      />
    </>
  );
}
