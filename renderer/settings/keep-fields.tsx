/** How many backups to keep, and what comes of that. */
import { useId } from 'react';
import { formatKeepPolicy } from '../../shared/keep-policy';
import { Select } from '../ui/select';
import { useLanguage } from '../words/language';
import type { KeepDraft } from './keep-draft';

export function KeepFields({ draft, change }: { draft: KeepDraft; change: (draft: KeepDraft) => void }) {
  const { keep } = useLanguage().words.settings;
  const explainId = useId();
  const { choice, own } = draft;
  const { thinned, all } = keep.options;
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
    </div>
  );
}
