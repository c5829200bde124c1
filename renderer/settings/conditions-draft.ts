/** What holds a backup back, while it is being written. Pure. */
import type { Settings } from '../../shared/settings';
import { wholeNumber, type Written } from './read-change';

export interface ConditionsDraft {
  leastBattery: string;
  onMetered: boolean;
  onPowerSaver: boolean;
  inNetworks: 'any' | 'named';
  /** One name on each line: a name may hold whatever else there is. */
  networks: string;
}

export function conditionsDraftOf({ conditions }: Settings): ConditionsDraft {
  const { leastBattery, onMetered, onPowerSaver, networks } = conditions;
  return {
    leastBattery: String(leastBattery),
    onMetered,
    onPowerSaver,
    inNetworks: networks === undefined ? 'any' : 'named',
    networks: (networks ?? []).join('\n'),
  };
}

export function conditionsIn({ leastBattery, networks, inNetworks, ...rest }: ConditionsDraft): Written {
  return {
    part: 'conditions',
    value: {
      ...rest,
      leastBattery: wholeNumber(leastBattery),
      ...(inNetworks === 'named' && { networks: namesIn(networks) }),
    },
  };
}

export function namesIn(networks: string): string[] {
  return networks
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export function addName(networks: string, name: string): string {
  return [...namesIn(networks), name].join('\n');
}
