/** The state as it is told, but about one destination instead of the one that is worst off. */
import type { AppState } from '../../shared/app-state';

/** @param name undefined, or of none that there is: the worst */
export function aboutDestination(state: AppState, name: string | undefined): AppState {
  const one = state.destinations.find((each) => each.name === name);
  if (one === undefined || !state.setUp.ok) return state;
  const { name: destination, host, ...standing } = one;
  // What may be absent is not to be the worst one's.
  const others = { ...state };
  delete others.goodElsewhere;
  return { ...others, ...standing, setUp: { ...state.setUp, destination, host } };
}
