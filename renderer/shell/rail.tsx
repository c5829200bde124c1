/** The way from view to view. Home carries the shape of the state, so that it is in sight from everywhere. */
import { useSyncExternalStore, type ReactNode } from 'react';
import type { AppState } from '../../shared/app-state';
import { healthOf } from '../../shared/health';
import { VIEWS, type View } from '../../shared/views';
import { useAppState } from '../engine/app-state';
import { Shape } from '../ui/shape';
import { Tooltip } from '../ui/tooltip';
import { useLanguage } from '../ui/language';
import { usePlace } from './place';
import './rail.css';

const ICONS: Record<Exclude<View, 'home'>, ReactNode> = {
  files: (
    <path d="M1.75 13.25v-10.5h4.5l1.5 2h6.5v8.5zM9.75 9a2 2 0 1 1-4 0a2 2 0 0 1 3.4-1.4M9.25 5.9v1.85H7.4" />
  ),
  space: <path d="M1.75 1.75h12.5v12.5H1.75zM6.75 1.75v12.5M6.75 8h7.5M10.5 8v6.25" />,
  excludes: <path d="M1.75 3.5h12.5M1.75 8h6M1.75 12.5h6M10.5 8.5l4 4M14.5 8.5l-4 4" />,
  history: <path d="M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 1 1 0-12.5zM8 4.5V8l2.5 1.75" />,
  settings: (
    <path d="M1.75 4.5h7M12.75 4.5h1.5M1.75 11.5h1.5M7.25 11.5h7M10.75 2.5a2 2 0 1 1 0 4a2 2 0 1 1 0-4zM5.25 9.5a2 2 0 1 1 0 4a2 2 0 1 1 0-4z" />
  ),
};

export function Rail() {
  const { words } = useLanguage();
  return (
    <nav className="rail" aria-label={words.shell.rail}>
      {VIEWS.filter((view) => view !== 'settings').map((view) => (
        <RailItem key={view} view={view} />
      ))}
      <div className="rail-foot">
        <RailItem view="settings" />
      </div>
    </nav>
  );
}

function RailItem({ view }: { view: View }) {
  const { words } = useLanguage();
  const { place, go } = usePlace();
  const narrow = useNarrow();
  const name = words.shell.views[view];
  const item = (
    <button
      type="button"
      className="rail-item"
      aria-current={place.view === view ? 'page' : undefined}
      onClick={() => {
        go(view);
      }}
    >
      {view === 'home' ? <HomeShape /> : <Icon>{ICONS[view]}</Icon>}
      <span className="rail-name">{name}</span>
    </button>
  );
  return narrow ? (
    <Tooltip text={name} side="right">
      {item}
    </Tooltip>
  ) : (
    item
  );
}

function HomeShape() {
  const known = useAppState();
  if (known.is !== 'known') return <Shape shape="never" size={1} />;
  return <Shape shape={healthOf(known.state)} size={1} percent={percentOf(known.state)} />;
}

function percentOf(state: AppState): number | undefined {
  return state.running?.progress?.percent;
}

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg className="rail-icon" width="1rem" height="1rem" viewBox="0 0 16 16" aria-hidden="true">
      {children}
    </svg>
  );
}

/**
 * Whether the rail is icons only. The same width as in rail.css; in rem, so that larger letters count.
 * Where there is no window yet, it is taken for wide: the style sheet decides what is seen.
 */
function useNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => narrow().matches,
    () => false,
  );
}

const narrow = (): MediaQueryList => window.matchMedia('(max-width: 51.25rem)');

function subscribe(listener: () => void): () => void {
  const query = narrow();
  query.addEventListener('change', listener);
  return () => {
    query.removeEventListener('change', listener);
  };
}
