/** Step 4: when, and all that was chosen once more before the first backup begins. */
import type { ReactNode } from 'react';
import { ScheduleFields } from '../settings/schedule-fields';
import { useLanguage } from '../ui/language';
import type { FirstScan } from './use-first-scan';
import { destinationOf } from './setup-draft';
import type { StepProps } from './wizard-step';
import './when-step.css';

export function WhenStep({ look, draft, change, first }: StepProps & { first: FirstScan }) {
  const { settings } = useLanguage().words;
  return (
    <>
      <ScheduleFields
        draft={draft.schedule}
        change={(schedule) => {
          change({ schedule });
        }}
      />
      <label className="switch">
        <input
          type="checkbox"
          checked={draft.autostart}
          onChange={({ target }) => {
            change({ autostart: target.checked });
          }}
        />
        {settings.start.autostart}
      </label>
      <Summary look={look} draft={draft} first={first} />
    </>
  );
}

function Summary({ look, draft, first }: Pick<StepProps, 'look' | 'draft'> & { first: FirstScan }) {
  const { words, formats } = useLanguage();
  const { setup } = words;
  const what = {
    home: look.home,
    system: setup.what.system,
    folders: draft.folders.map(({ path }) => path).join(' · '),
  }[draft.what];
  const { weights } = first;
  return (
    <PlaceSummary look={look} draft={draft}>
      <div>
        <dt>{setup.steps.what}</dt>
        <dd className="path">{what}</dd>
      </div>
      <div>
        <dt>{setup.when.size}</dt>
        <dd>
          {look.keepsExcludeList || weights === undefined
            ? setup.when.sizeUnknown
            : setup.leaveOut.sum(formats.bytes(weights.backedUp), formats.bytes(weights.all))}
        </dd>
      </div>
    </PlaceSummary>
  );
}

/** Where, and what is kept there; between them whatever else was chosen. */
export function PlaceSummary({
  look,
  draft,
  children,
}: Pick<StepProps, 'look' | 'draft'> & { children?: ReactNode }) {
  const { setup, settings } = useLanguage().words;
  const { where } = draft;
  const disk = where.kind === 'disk' ? look.disks.find(({ token }) => token === where.token) : draft.folder;
  return (
    <dl className="summary" aria-label={setup.when.summary}>
      <div>
        <dt>{setup.steps.where}</dt>
        <dd className="path">{destinationOf(draft) ?? disk?.path}</dd>
      </div>
      {children}
      <div>
        <dt>{settings.keep.label}</dt>
        <dd>{settings.keep.options[draft.keep.choice]}</dd>
      </div>
    </dl>
  );
}
