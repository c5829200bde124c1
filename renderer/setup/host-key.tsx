/** The key by which the host will be known: shown, compared by the person, and only then believed. */
import type { HostIdentity } from '../../shared/ipc-setup';
import { useCommand } from '../engine/use-command';
import type { Asked } from '../engine/use-answer';
import { Button } from '../ui/button';
import { CommandLine } from '../ui/command-line';
import { Notice, Refusal } from '../ui/notice';
import { Shape } from '../ui/shape';
import { useLanguage } from '../ui/language';
import { CopiedLine } from '../ui/copied-line';
import './host.css';
import './line.css';

interface Props {
  name: string;
  identity: Asked<HostIdentity>;
  askAgain: () => void;
}

export function HostKey({ name, identity, askAgain }: Props) {
  const { setup } = useLanguage().words;
  switch (identity.is) {
    case 'asking':
      return <p role="status">{setup.host.asking(name)}</p>;
    case 'refused':
      return (
        <>
          <Refusal failure={identity.failure} />
          <div>
            <Button onClick={askAgain}>{setup.host.askAgain}</Button>
          </div>
        </>
      );
    case 'known':
      return <Identity name={name} identity={identity.value} askAgain={askAgain} />;
  }
}

function Identity({
  name,
  identity,
  askAgain,
}: {
  name: string;
  identity: HostIdentity;
  askAgain: () => void;
}) {
  const { setup } = useLanguage().words;
  const trust = useCommand('setup.trust-host');
  const print = <CommandLine text={`${identity.type} ${identity.fingerprint}`} />;
  switch (identity.kind) {
    case 'known':
      return (
        <>
          <p className="host-known">
            <Shape shape="good" size={0.875} /> {setup.host.known(name)}
          </p>
          {print}
        </>
      );
    case 'changed':
      return (
        <Notice
          shape="failed"
          title={setup.host.changedTitle(name)}
          urgent
          actions={<Button onClick={askAgain}>{setup.host.askAgain}</Button>}
        >
          <p>{setup.host.changed}</p>
          {print}
          <p>{setup.host.knownBy}</p>
          <CommandLine text={identity.known} />
          <p className="quiet">{setup.host.forget}</p>
          <CopiedLine
            text={identity.forget}
            channel="setup.copy"
            what="forget"
            label={setup.host.copyForget}
          />
        </Notice>
      );
    case 'new':
      return (
        <>
          <p>{setup.host.answered(name)}</p>
          {print}
          <p className="quiet">{setup.host.compare}</p>
          <CopiedLine
            text={identity.compare}
            channel="setup.copy"
            what="compare"
            label={setup.host.copyCompare}
          />
          <div className="setup-line">
            <Button
              kind="main"
              disabled={trust.busy}
              onClick={() => void trust.send({ token: identity.token }).then(askAgain)}
            >
              {setup.host.itIs}
            </Button>
            <span className="quiet">{setup.host.itIsNot}</span>
          </div>
          <Refusal failure={trust.failure} dismiss={trust.forget} />
        </>
      );
  }
}
