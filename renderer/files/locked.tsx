/** A host: what to type there, and one field for what it answers. */
import { useId, useState, type ReactNode } from 'react';
import type { FilesAccess } from '../../shared/ipc-files';
import { useCommand } from '../engine/use-command';
import { Button } from '../ui/button';
import { CodeInput } from '../ui/code-input';
import { CopiedLine } from '../ui/copied-line';
import { useLanguage } from '../ui/language';
import { Page } from '../ui/page';
import { Refused } from './refused';
import './locked.css';

interface Props {
  access: Extract<FilesAccess, { is: 'locked' }>;
  opened: () => void;
  /** Another destination may be open. */
  select: ReactNode;
}

export function Locked({ access, opened, select }: Props) {
  const { files } = useLanguage().words;
  const { host, commands, ended } = access;
  const words = files.locked;
  const [first, ...others] = commands;
  return (
    <Page title={files.title}>
      {select}
      <p>{words.lead(host)}</p>
      <Refused failure={ended ?? undefined} />
      <ol className="locked-steps">
        <li>
          <h2>{words.onHost(host)}</h2>
          <CopiedLine
            text={first ?? ''}
            channel="files.copy-command"
            what={{ index: 0 }}
            label={words.copy(1)}
          />
          {others.length > 0 && (
            <details className="locked-others">
              <summary>{words.otherwise}</summary>
              {others.map((text, index) => (
                <CopiedLine
                  key={text}
                  text={text}
                  channel="files.copy-command"
                  what={{ index: index + 1 }}
                  label={words.copy(index + 2)}
                />
              ))}
            </details>
          )}
        </li>
        <li>
          <CodeForm host={host} opened={opened} />
        </li>
      </ol>
    </Page>
  );
}

function CodeForm({ host, opened }: { host: string; opened: () => void }) {
  const { locked } = useLanguage().words.files;
  const unlock = useCommand('files.unlock');
  const [code, setCode] = useState('');
  const id = useId();
  return (
    <form
      className="locked-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (code.trim() === '' || unlock.busy) return;
        void unlock.send({ code: code.trim() }).then((done) => {
          if (done) opened();
        });
      }}
    >
      <h2>
        <label htmlFor={id}>{locked.code}</label>
      </h2>
      <div className="code-line">
        <CodeInput
          id={id}
          value={code}
          refused={unlock.failure !== undefined}
          describedBy={`${id}-allows`}
          change={setCode}
        />
        <Button kind="main" type="submit" disabled={unlock.busy || code.trim() === ''}>
          {locked.open}
        </Button>
      </div>
      <p role="status" className="quiet">
        {unlock.busy && locked.opening(host)}
      </p>
      <Refused failure={unlock.failure} />
      <p id={`${id}-allows`} className="quiet">
        {locked.allows}
      </p>
    </form>
  );
}
