/** What the Excludes view may ask. The service that measures the disk answers: it knows what each rule comes to. */
import type { ExcludesChannel, ExcludesInput, ExcludesOutput } from '../../shared/ipc-excludes';
import type { Result } from '../../shared/result';
import type { UsageServiceClient } from './usage-service-client';

export type ExcludesHandlers = {
  [C in ExcludesChannel]: (input: ExcludesInput<C>) => Promise<Result<ExcludesOutput<C>>>;
};

export function createExcludesHandlers(service: UsageServiceClient): ExcludesHandlers {
  return {
    'excludes.open': () => service.ask('list-open', null),
    'excludes.judge': (input) => service.ask('list-judge', input),
    'excludes.sum': (input) => service.ask('list-sum', input),
    'excludes.presets': (input) => service.ask('list-presets', input),
    'excludes.set-preset': (input) => service.ask('list-set-preset', input),
    'excludes.test-path': (input) => service.ask('list-test-path', input),
    'excludes.save': (input) => service.ask('list-save', input),
  };
}
