/** The kinds of a schedule, each with its fields; what is wrong is said beside the field. */
import { useId } from 'react';
import type { ScheduleDraft } from './schedule-draft';
import { scheduleOf } from './schedule-draft';
import { Select } from '../ui/select';
import { useLanguage } from '../words/language';

interface Props {
  draft: ScheduleDraft;
  change: (draft: ScheduleDraft) => void;
}

const KINDS = ['off', 'hours', 'daily', 'weekly'] as const;

export function ScheduleFields({ draft, change }: Props) {
  const { schedule: words } = useLanguage().words.settings;
  const group = useId();
  return (
    <fieldset className="schedule">
      <legend className="unseen">{words.title}</legend>
      {KINDS.map((kind) => (
        <div key={kind} className="schedule-kind">
          <label className="switch">
            <input
              type="radio"
              name={group}
              checked={draft.kind === kind}
              onChange={() => {
                change({ ...draft, kind });
              }}
            />
            {words[kind]}
          </label>
          {draft.kind === kind && <KindFields draft={draft} change={change} />}
        </div>
      ))}
    </fieldset>
  );
}

function KindFields({ draft, change }: Props) {
  const { schedule: words } = useLanguage().words.settings;
  const wrong = scheduleOf(draft) === undefined;
  switch (draft.kind) {
    case 'off':
      return null;
    case 'hours':
      return (
        <Field
          label={words.every}
          type="number"
          value={draft.every}
          wrong={wrong ? words.wrongHours : undefined}
          change={(every) => {
            change({ ...draft, every });
          }}
        />
      );
    case 'weekly':
      return (
        <>
          <Select
            label={words.on}
            labelHidden
            value={draft.on}
            options={words.weekdays}
            choose={(on) => {
              change({ ...draft, on });
            }}
          />
          <TimeField draft={draft} change={change} wrong={wrong} />
        </>
      );
    case 'daily':
      return <TimeField draft={draft} change={change} wrong={wrong} />;
  }
}

function TimeField({ draft, change, wrong }: Props & { wrong: boolean }) {
  const { schedule: words } = useLanguage().words.settings;
  return (
    <Field
      label={words.at}
      type="time"
      value={draft.at}
      wrong={wrong ? words.wrongTime : undefined}
      change={(at) => {
        change({ ...draft, at });
      }}
    />
  );
}

interface FieldProps {
  label: string;
  type: 'number' | 'time';
  value: string;
  /** What is wrong with it. */
  wrong: string | undefined;
  change: (value: string) => void;
}

function Field({ label, type, value, wrong, change }: FieldProps) {
  const wrongId = useId();
  return (
    <>
      <label className="field">
        <span>{label}</span>
        <input
          type={type}
          value={value}
          min={type === 'number' ? 1 : undefined}
          max={type === 'number' ? 168 : undefined}
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong === undefined ? undefined : wrongId}
          onChange={({ target }) => {
            change(target.value);
          }}
        />
      </label>
      {wrong !== undefined && (
        <span className="field-wrong" id={wrongId} role="alert">
          {wrong}
        </span>
      )}
    </>
  );
}
