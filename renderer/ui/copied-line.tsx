/** A line for a terminal, with a button that copies all of it: the main process made it, and has the clipboard. */
import { useState } from 'react';
import type { Channel, Input } from '../../shared/ipc';
import { useCommand } from '../engine/use-command';
import { Button } from './button';
import { CommandLine } from './command-line';
import { useLanguage } from './language';
import { Refusal } from './notice';
import './copied-line.css';

interface Props<C extends Channel> {
  text: string;
  /** What copies it, and by which name it goes there. */
  channel: C;
  what: Input<C>;
  label: string;
}

export function CopiedLine<C extends Channel>({ text, channel, what, label }: Props<C>) {
  const { setup } = useLanguage().words;
  const copy = useCommand(channel);
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
