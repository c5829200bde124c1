/** Who is told: you by notifications, and a monitor of yours. And from when on a backup is overdue. */
import { useLanguage } from '../ui/language';
import { Check } from './choices';
import { Field } from './field';
import { Part } from './part';
import { SettingsForm, type ToldSettings } from './settings-form';

/** With one destination, what is its own stands with what is told; `several`: it has a part of its own. */
export function TellingPart({ several, ...told }: ToldSettings & { several: boolean }) {
  const { telling } = useLanguage().words.settings;
  return (
    <Part name="telling" title={telling.title}>
      <NoticesForm {...told} />
      {!several && <OverdueForm {...told} />}
    </Part>
  );
}

export function OverduePart(told: ToldSettings) {
  const { overdue } = useLanguage().words.settings;
  return (
    <Part name="overdue" title={overdue.title}>
      <OverdueForm {...told} />
    </Part>
  );
}

function NoticesForm({ told, askAgain }: ToldSettings) {
  const { telling } = useLanguage().words.settings;
  return (
    <SettingsForm
      part="notices"
      told={told}
      askAgain={askAgain}
      fields={(draft, change) => (
        <>
          <Check
            label={telling.notifications}
            checked={draft.notifications}
            change={(notifications) => {
              change({ ...draft, notifications });
            }}
          />
          <p className="quiet">{telling.explain}</p>
        </>
      )}
    />
  );
}

function OverdueForm({ told, askAgain }: ToldSettings) {
  const { telling } = useLanguage().words.settings;
  return (
    <SettingsForm
      part="overdue"
      told={told}
      askAgain={askAgain}
      fields={(draft, change, isWrong) => (
        <>
          <Field
            label={telling.overdue}
            type="number"
            unit={telling.days}
            value={draft.overdueDays}
            wrong={isWrong('overdueDays') ? telling.wrongDays : undefined}
            change={(overdueDays) => {
              change({ ...draft, overdueDays });
            }}
          />
          <Field
            label={telling.monitor}
            type="url"
            value={draft.ping}
            hint={telling.monitorHint}
            wrong={isWrong('ping') ? telling.wrongMonitor : undefined}
            change={(ping) => {
              change({ ...draft, ping });
            }}
          />
        </>
      )}
    />
  );
}
