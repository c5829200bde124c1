/** How many backups to keep, and what comes of that. */
import { useId } from 'react';
import { formatKeepPolicy, type KeepPolicy } from '../../shared/keep-policy';
import { keepForm, type KeepDraft } from '../../shared/settings-parts/keep';
import { useAnswer } from '../engine/use-answer';
import { Select } from '../ui/select';
import { useLanguage } from '../ui/language';

interface Props {
  draft: KeepDraft;
  change: (draft: KeepDraft) => void;
  /** The backups are already in the store that this is about. */
  previews?: boolean;
}

export function KeepFields({ draft, change, previews = false }: Props) {
  const { keep } = useLanguage().words.settings;
  const explainId = useId();
  const { choice, own } = draft;
  const { thinned, all } = keep.options;
  const policy = keepForm.decode(draft);
  // One's own numbers are below, where they have room.
  const explain =
    choice === 'own' ? own && formatKeepPolicy(own).replaceAll(',', ', ') : keep.explain[choice];
  return (
    <div className="settings-group">
      <Select
        label={keep.label}
        value={choice}
        options={{ thinned, all, ...(own !== undefined && { own: keep.options.own }) }}
        describedBy={explainId}
        choose={(next) => {
          change({ ...draft, choice: next });
        }}
      />
      <p className="quiet" id={explainId}>
        {explain}
      </p>
      {previews && policy !== undefined && <Preview policy={policy} />}
    </div>
  );
}

/** What the choice would delete. Nothing is said while nobody can tell. */
function Preview({ policy }: { policy: KeepPolicy }) {
  const { keep } = useLanguage().words.settings;
  const { answer } = useAnswer('store.preview', { keep: policy }, '');
  const told = answer.is === 'known' ? answer.value : null;
  return <p role="status">{told !== null && told.all > 0 && keep.preview(told.goes, told.all)}</p>;
}
