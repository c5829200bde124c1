/** What holds a scheduled backup back. "Back up now" goes ahead all the same. */
import { addName, namesIn, type NetworksDraft } from '../../shared/settings-parts/conditions';
import { useAnswer } from '../engine/use-answer';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import { Check, Choice } from './choices';
import { Field } from './field';
import { Part } from './part';
import { SettingsForm, type ToldSettings } from './settings-form';

export function ConditionsPart({ told, askAgain }: ToldSettings) {
  const { conditions: words } = useLanguage().words.settings;
  const overNetwork = told.settings.host.kind === 'ssh';
  return (
    <Part name="conditions" title={words.title}>
      <p className="quiet">{words.explain}</p>
      <SettingsForm
        part="conditions"
        told={told}
        askAgain={askAgain}
        fields={(draft, change, isWrong) => (
          <>
            <Field
              label={words.leastBattery}
              type="number"
              unit="%"
              value={draft.leastBattery}
              hint={words.leastBatteryHint}
              wrong={isWrong('leastBattery') ? words.wrongPercent : undefined}
              change={(leastBattery) => {
                change({ ...draft, leastBattery });
              }}
            />
            <Check
              label={words.powerSaver}
              checked={!draft.onPowerSaver}
              change={(waits) => {
                change({ ...draft, onPowerSaver: !waits });
              }}
            />
            {(overNetwork || isWrong('networks')) && (
              <>
                <Check
                  label={words.metered}
                  checked={!draft.onMetered}
                  change={(waits) => {
                    change({ ...draft, onMetered: !waits });
                  }}
                />
                <Networks
                  draft={draft.networks}
                  change={(networks) => {
                    change({ ...draft, networks });
                  }}
                  wrong={isWrong('networks')}
                />
              </>
            )}
          </>
        )}
      />
    </Part>
  );
}

interface NetworksProps {
  draft: NetworksDraft;
  change: (draft: NetworksDraft) => void;
  wrong: boolean;
}

function Networks({ draft, change, wrong }: NetworksProps) {
  const { conditions: words } = useLanguage().words.settings;
  return (
    <>
      <Choice
        legend={words.networks}
        value={draft.which}
        options={{ any: { label: words.anyNetwork }, named: { label: words.namedNetworks } }}
        choose={(which) => {
          change({ ...draft, which });
        }}
      />
      {draft.which === 'named' && (
        <>
          <Field
            label={words.names}
            type="lines"
            value={draft.names}
            hint={words.namesHint}
            wrong={wrong ? words.wrongNames : undefined}
            change={(names) => {
              change({ ...draft, names });
            }}
          />
          <CurrentNetworks draft={draft} change={change} />
        </>
      )}
    </>
  );
}

/** Those that are up and not yet among the names. */
function CurrentNetworks({ draft, change }: Omit<NetworksProps, 'wrong'>) {
  const { conditions: words } = useLanguage().words.settings;
  const { answer } = useAnswer('settings.networks', null, '');
  if (answer.is !== 'known') return null;
  const offered = answer.value.filter((name) => !namesIn(draft.names).includes(name));
  return offered.map((name) => (
    <Button
      key={name}
      onClick={() => {
        change({ ...draft, names: addName(draft.names, name) });
      }}
    >
      {words.addCurrent(name)}
    </Button>
  ));
}
