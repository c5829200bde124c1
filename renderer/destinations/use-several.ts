/** The destinations where there are several; with one alone nothing needs to be told apart. */
import type { DestinationState } from '../../shared/app-state';
import { useAppState } from '../engine/app-state';

export function useSeveral(): readonly DestinationState[] {
  const known = useAppState();
  if (known.is !== 'known' || known.state.destinations.length < 2) return [];
  return known.state.destinations;
}

/** By its name, or by where it went where that is no destination any more; undefined: there is one alone. */
export function nameOfPlace(several: readonly DestinationState[], host: string): string | undefined {
  if (several.length === 0) return undefined;
  return several.find((each) => each.host === host)?.name ?? host;
}
