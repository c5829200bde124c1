/** Above everything: where one is, and what it comes to. */
import type { UsageState, UsageView } from '../../shared/ipc-space';
import { Breadcrumb } from '../ui/breadcrumb';
import { useLanguage } from '../ui/language';
import { Sums } from './sums';

interface Props {
  state: UsageState | undefined;
  view: UsageView | undefined;
  zoomTo: (node: number) => void;
}

export function SpaceHead({ state, view, zoomTo }: Props) {
  return (
    <header className="space-head">
      {view === undefined ? <span /> : <Way view={view} zoomTo={zoomTo} />}
      {state !== undefined && <Sums state={state} />}
    </header>
  );
}

/** The way from the top to what fills the picture. */
function Way({ view, zoomTo }: { view: UsageView; zoomTo: (node: number) => void }) {
  const { space } = useLanguage().words;
  const top = view.onDisk ? space.disks.whole : space.everything;
  return (
    <Breadcrumb
      label={space.here}
      steps={view.path.map(({ node, name }) => ({ key: node, text: name === '' ? top : name }))}
      go={(index) => {
        const to = view.path[index];
        if (to !== undefined) zoomTo(to.node);
      }}
    />
  );
}
