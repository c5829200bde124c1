/** What an editor of the exclude list asks, as requests to the service. */
import { success } from '../../shared/result';
import type { ListEditor } from './list-editor';
import type { ServiceHandlers } from './messages';

type ListHandlers = Pick<ServiceHandlers, Extract<keyof ServiceHandlers, `list-${string}`>>;

export function listHandlers(list: () => ListEditor, saved: () => void): ListHandlers {
  return {
    'list-open': () => list().open(),
    'list-judge': ({ text }) => success(list().judge(text)),
    'list-sum': ({ text }) => success(list().sum(text)),
    'list-presets': async ({ text }) => success(await list().presets(text)),
    'list-set-preset': ({ text, name, on }) => list().setPreset(text, name, on),
    'list-test-path': ({ text, path }) => success(list().testPath(text, path)),
    'list-save': ({ text, based }) => {
      const done = list().save(text, based);
      saved();
      return done;
    },
  };
}
