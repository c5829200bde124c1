/** Who is told: you by notifications, and a monitor of yours. */
import { useLanguage } from '../ui/language';
import { Check } from './choices';
import { Field } from './field';
import { Part } from './part';
import { SettingsForm, type ToldSettings } from './settings-form';

export function TellingPart({ told, askAgain }: ToldSettings) {
  const { telling } = useLanguage().words.settings;
  return (
    <Part name="telling" title={telling.title}>
      <SettingsForm
        part="telling"
        told={told}
        askAgain={askAgain}
        fields={(draft, change, isWrong) => (
          <>
            <Check
              label={telling.notifications}
              checked={draft.notifications}
              change={(notifications) => {
                change({ ...draft, notifications });
              }}
            />
            <p className="quiet">{telling.explain}</p>
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
    </Part>
  );
}
