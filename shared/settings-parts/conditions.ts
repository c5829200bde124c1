/** What holds a scheduled backup back. "Back up now" goes ahead all the same. */
import * as z from 'zod';
import { wholeNumber } from './written';

/** One name on each line: a name may hold whatever else there is. */
const networksDraft = z.strictObject({ which: z.enum(['any', 'named']), names: z.string() });
export type NetworksDraft = z.infer<typeof networksDraft>;

/** Names of NetworkManager's connections; absent: any network. */
const networks = z.codec(networksDraft, z.array(z.string().min(1)).min(1).optional(), {
  decode: ({ which, names }) => (which === 'any' ? undefined : namesIn(names)),
  encode: (names): NetworksDraft => ({
    which: names === undefined ? 'any' : 'named',
    names: (names ?? []).join('\n'),
  }),
});

export const conditionsFields = {
  /** On battery, below this share of charge; 0: never hold back. */
  leastBattery: wholeNumber(z.int().min(0).max(100).default(30)),
  onMetered: z.boolean().default(false),
  onPowerSaver: z.boolean().default(false),
  networks,
};

export function namesIn(lines: string): string[] {
  return lines
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export function addName(lines: string, name: string): string {
  return [...namesIn(lines), name].join('\n');
}
