/** The order of the files: the long ones first, so that at the end no worker waits for another one's last. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those of half a minute and more, the longest first. */
const LONG = ['attack/history/hostile-laptop'];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = LONG.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return place < 0 ? LONG.length : place;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
