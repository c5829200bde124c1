/** What must be known before the numbers are believed. */
import type { UsageState } from '../../shared/ipc-usage';
import { request } from '../engine/client';
import { Button } from '../ui/button';
import { useLanguage } from '../ui/language';
import './banner.css';

export function Banner({ state }: { state: UsageState }) {
  const { words } = useLanguage();
  const { space } = words;
  if (state.origin.kind === 'list') {
    return (
      <div className="banner" role="status">
        <span>{space.list.banner(state.origin.name)}</span>
        {state.origin.passedOver.length > 0 && (
          <ul className="banner-notes quiet">
            {state.origin.passedOver.map((passed) => (
              <li key={passed.kind}>{space.list.passedOver(passed)}</li>
            ))}
          </ul>
        )}
        <Button
          onClick={() => {
            void request('usage.close-list', null);
          }}
        >
          {space.list.close}
        </Button>
      </div>
    );
  }
  if (state.excludes === 'usable') return null;
  return (
    <div className="banner" role="status">
      {state.excludes === 'not-set-up' ? space.notSetUp : space.excludesUnreadable}
    </div>
  );
}
