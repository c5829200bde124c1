/** The kinds of a schedule, each with its fields; what is wrong is said beside the field. */
import { scheduleForm, type ScheduleDraft } from '../../shared/settings-parts/schedule';
import { Select } from '../ui/select';
import { useLanguage } from '../ui/language';
import { Choice } from './choices';
import { Field } from './field';

interface Props {
  draft: ScheduleDraft;
  change: (draft: ScheduleDraft) => void;
}

export function ScheduleFields({ draft, change }: Props) {
  const { schedule: words } = useLanguage().words.settings;
  return (
    <Choice
      legend={words.title}
      value={draft.kind}
      options={{
        off: { label: words.off },
        hours: { label: words.hours },
        daily: { label: words.daily },
        weekly: { label: words.weekly },
      }}
      choose={(kind) => {
        change({ ...draft, kind });
      }}
      fieldsOf={() => <KindFields draft={draft} change={change} />}
    />
  );
}

function KindFields({ draft, change }: Props) {
  const { schedule: words } = useLanguage().words.settings;
  const wrong = !scheduleForm.safeDecode(draft).success;
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
