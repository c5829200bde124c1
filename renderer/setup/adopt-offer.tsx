/** Backups of another laptop are there: this one can go on as that one, with its name, settings and exclude list. */
import { useState } from 'react';
import type { Failure } from '../../shared/failures';
import type { KeptMachineSaid } from '../../shared/ipc-setup';
import { request } from '../engine/client';
import { useAnswer } from '../engine/use-answer';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import { Notice, Refusal } from '../ui/notice';
import { useSetup } from './setup-provider';
import './adopt-offer.css';

/** @param token of the folder or disk */
export function AdoptOffer({ token }: { token: string }) {
  const { adopt } = useLanguage().words.setup;
  const { setDraft } = useSetup();
  const { answer } = useAnswer('setup.machines', { token }, '');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  if (answer.is === 'refused') return <Refusal failure={answer.failure} />;
  if (answer.is !== 'known' || answer.value.length === 0) return null;
  const take = async (machine: string): Promise<void> => {
    setBusy(true);
    const adopted = await request('setup.adopt', { token, machine });
    setBusy(false);
    setFailure(adopted.ok ? undefined : adopted.failure);
    // Home, which shows itself as soon as the settings are there, says what came with it.
    if (adopted.ok) setDraft(undefined);
  };
  return (
    <Notice shape="paused" title={adopt.title}>
      <p>{adopt.explain}</p>
      <ul className="adopt">
        {answer.value.map((one) => (
          <li key={one.machine}>
            <KeptDescribed machine={one} />
            <Button disabled={busy} onClick={() => void take(one.machine)}>
              {adopt.take(one.machine)}
            </Button>
          </li>
        ))}
      </ul>
      <p role="status">{busy && adopt.taking}</p>
      <Refusal failure={failure} />
    </Notice>
  );
}

export function KeptDescribed({ machine }: { machine: KeptMachineSaid }) {
  const { words, formats } = useLanguage();
  const { snapshots, latest, bytes } = machine;
  return (
    <span className="adopt-kept">
      <bdi className="adopt-name">{machine.machine}</bdi>
      <span className="quiet">
        {words.setup.adopt.of(
          snapshots,
          formats.moment(new Date(latest)),
          bytes === null ? undefined : formats.bytes(bytes),
        )}
      </span>
    </span>
  );
}
