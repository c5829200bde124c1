/** The order of the files: the long ones first, so that at the end no worker waits for another one's last. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those of half a minute and more on two cores, the longest first. One that is missing here only costs its own time. */
const LONG = [
  'fault/network',
  'attack/history/hostile-laptop',
  'fault/interrupted',
  'e2e/ending',
  'attack/open-door',
  'attack/history/knowing-laptop',
  'run/restore/restore',
  'fault/state-files',
  'run/cli',
  'run/ssh-run',
  'attack/confined-reader',
  'integration/restore/archive',
  'integration/keep/random-histories',
  'attack/fuzz/streams',
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
