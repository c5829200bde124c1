/** How much of the connection a backup may take. */
import { kilobytesOf, writtenIn } from '../../shared/settings-parts/speed';
import { useLanguage } from '../ui/language';
import { Choice } from './choices';
import { Field } from './field';
import { Part } from './part';
import { SettingsForm, type ToldSettings } from './settings-form';

export function SpeedPart({ told, askAgain }: ToldSettings) {
  const { words, formats } = useLanguage();
  const { speed } = words.settings;
  return (
    <Part name="speed" title={speed.title}>
      <p className="quiet">{speed.explain}</p>
      <SettingsForm
        part="speed"
        told={told}
        askAgain={askAgain}
        localised={({ bandwidthLimit: { limit, megabytes } }) => ({
          bandwidthLimit: { limit, megabytes: writtenIn(formats.locale, megabytes) },
        })}
        fields={({ bandwidthLimit: draft }, change, isWrong) => (
          <Choice
            legend={speed.title}
            value={draft.limit}
            options={{ none: { label: speed.none }, some: { label: speed.some } }}
            choose={(limit) => {
              change({ bandwidthLimit: { ...draft, limit } });
            }}
            fieldsOf={(limit) =>
              limit === 'some' && (
                <Field
                  label={speed.most}
                  labelHidden
                  type="number"
                  unit="MB/s"
                  value={draft.megabytes}
                  {...(!isWrong('bandwidthLimit') && {
                    hint: speed.anHour(formats.bytes(kilobytesOf(draft.megabytes) * 1000 * 3600)),
                  })}
                  wrong={isWrong('bandwidthLimit') ? speed.wrong : undefined}
                  change={(megabytes) => {
                    change({ bandwidthLimit: { ...draft, megabytes } });
                  }}
                />
              )
            }
          />
        )}
      />
    </Part>
  );
}
