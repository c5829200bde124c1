/** The order of the files: the long ones first, so that at the end no worker waits for another one's last. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those of half a minute and more on two cores, the longest first. One that is missing here only costs its own time. */
const LONG = [
  'fault/network',
  'attack/history/hostile-laptop',
  'renderer/first-look',
  'run/host/ordinary-histories',
  'renderer/looks',
  'renderer/everyone',
  'renderer/setup',
  'integration/usage/same-as-du',
  'renderer/space',
  'fault/interrupted',
  'renderer/files',
  'renderer/settings-parts',
  'run/restore/interrupted',
  'run/restore/granted',
  'renderer/excludes',
  'fault/state-files',
  'run/files/look-through',
  'attack/confined-reader',
  'attack/history/knowing-laptop',
  'integration/exclude/oracle',
  'run/ssh-run',
  'renderer/home',
  'run/cli',
  'run/restore/mounts',
  'run/restore/living-trees',
  'run/own-ssh-configuration',
  'e2e/package',
  'e2e/ending',
  'e2e/session-end',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = LONG.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return place < 0 ? LONG.length : place;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
