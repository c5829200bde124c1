/** Whatever makes a list of backups old when it changes: the newest record of each destination, not of the worst one alone. */
import { useAppState } from './app-state';

export function useNewestRuns(): string {
  const known = useAppState();
  if (known.is !== 'known') return '';
  const { last, destinations } = known.state;
  return [last, ...destinations.map((each) => each.last)].map((run) => run?.id ?? '').join(' ');
}
