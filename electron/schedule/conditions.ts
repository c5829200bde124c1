/** What holds a scheduled backup back, judged from what was measured. What is not known holds nothing back. */
import type { Settings } from '../../shared/settings';
import type { Skip } from '../../shared/skips';

export interface Measured {
  /** Absent: this machine does not say. */
  onBattery?: boolean;
  /** Of charge, 0 to 100. */
  percent?: number;
  powerSaver?: boolean;
  metered?: boolean;
  /** The names of the connections that are up, the one to the rest of the world first; empty: none is. */
  networks?: readonly string[];
}

/**
 * The first thing that speaks against it, those first that the person is most likely to know of. The network only
 * matters where the backup goes over it.
 */
export function judgeConditions(
  { conditions, host }: Pick<Settings, 'conditions' | 'host'>,
  measured: Measured,
): Skip | undefined {
  const { leastBattery, onMetered, onPowerSaver, networks: allowed } = conditions;
  const { onBattery, percent, powerSaver, metered, networks } = measured;
  if (onBattery === true && percent !== undefined && percent < leastBattery) {
    return { code: 'on-battery', percent, least: leastBattery };
  }
  if (powerSaver === true && !onPowerSaver) return { code: 'power-saver' };
  if (host.kind === 'local') return undefined;
  if (allowed !== undefined && networks !== undefined && !networks.some((name) => allowed.includes(name))) {
    const [network] = networks;
    return network === undefined ? { code: 'no-network' } : { code: 'other-network', network };
  }
  if (metered === true && !onMetered) return { code: 'metered', network: networks?.[0] ?? '' };
  return undefined;
}
