/** Another machine: who it is, how it comes back, and what few people need. */
import { useState } from 'react';
import type { WhereDraft } from '../../shared/settings-parts/where';
import { CommandLine } from '../ui/command-line';
import { useLanguage } from '../ui/language';
import { Choice } from './choices';
import { Field } from './field';
import type { IsWrong } from './settings-form';
import { spellCommand } from './spell-command';

interface Props {
  draft: WhereDraft;
  change: (draft: WhereDraft) => void;
  isWrong: IsWrong;
}

export function HostFields({ otherArguments, ...props }: Props & { otherArguments: readonly string[] }) {
  const { draft, change, isWrong } = props;
  const { where, keep } = useLanguage().words.settings;
  return (
    <>
      <Field
        label={where.host}
        type="text"
        value={draft.destination}
        hint={where.hostHint}
        wrong={isWrong('destination') ? where.wrongHost : undefined}
        change={(destination) => {
          change({ ...draft, destination });
        }}
      />
      <div className="settings-group">
        <h3>{where.reach}</h3>
        <Choice
          legend={where.reach}
          value={draft.reach}
          options={{
            direct: { label: where.direct, explain: where.directExplain },
            tunnel: { label: where.tunnel, explain: where.tunnelExplain },
          }}
          choose={(reach) => {
            change({ ...draft, reach });
          }}
        />
      </div>
      <p className="quiet">{keep.byHost}</p>
      <Advanced {...props} otherArguments={otherArguments} />
    </>
  );
}

/** What matters where the host comes back directly. */
const CALLBACK = ['callbackAddress', 'callbackPort', 'allowFrom'] as const;

/** What is wrong is in sight, wherever it stands: it keeps the rest from being saved. */
function Advanced({ draft, change, isWrong, otherArguments }: Props & { otherArguments: readonly string[] }) {
  const { where } = useLanguage().words.settings;
  const [open, setOpen] = useState(false);
  const field = (name: 'port' | (typeof CALLBACK)[number], wrong: string, type: 'text' | 'number') => (
    <Field
      label={where[name]}
      type={type}
      value={draft[name]}
      hint={where.hints[name]}
      wrong={isWrong(name) ? wrong : undefined}
      change={(value) => {
        change({ ...draft, [name]: value });
      }}
    />
  );
  return (
    <details
      className="settings-advanced"
      open={open || isWrong('port') || CALLBACK.some(isWrong)}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary>{where.advanced}</summary>
      <div className="settings-form">
        {field('port', where.wrongPort, 'number')}
        {(draft.reach === 'direct' || CALLBACK.some(isWrong)) && (
          <>
            {field('callbackAddress', where.wrongAddress, 'text')}
            {field('callbackPort', where.wrongPort, 'number')}
            {field('allowFrom', where.wrongAllowFrom, 'text')}
          </>
        )}
        {otherArguments.length > 0 && (
          <div className="settings-group">
            <h3>{where.otherArguments}</h3>
            <CommandLine text={spellCommand(otherArguments)} />
            <p className="quiet">{where.otherArgumentsExplain}</p>
          </div>
        )}
      </div>
    </details>
  );
}
