/** A line for a terminal, with a button that copies all of it: the main process made it, and has the clipboard. */
import { useState } from 'react';
import type { SetupInput } from '../../shared/ipc-setup';
import { useCommand } from '../engine/use-command';
import { Button } from '../ui/button';
import { CommandLine } from '../ui/command-line';
import { Refusal } from '../ui/notice';
import { useLanguage } from '../ui/language';
import './copied-line.css';

export function CopiedLine({
  text,
  what,
  label,
}: {
  text: string;
  what: SetupInput<'setup.copy'>;
  label: string;
}) {
  const { setup } = useLanguage().words;
  const copy = useCommand('setup.copy');
  const [copied, setCopied] = useState('');
  return (
    <div className="copied-line">
      <CommandLine text={text} scrolls />
      <div className="copied-line-foot">
        <Button
          aria-label={label}
          disabled={copy.busy}
          onClick={() =>
            void copy.send(what).then((done) => {
              if (done) setCopied(text);
            })
          }
        >
          {setup.copy}
        </Button>
        <span role="status" className="quiet">
          {copied === text && setup.copied}
        </span>
      </div>
      <Refusal failure={copy.failure} dismiss={copy.forget} />
    </div>
  );
}
