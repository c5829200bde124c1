/** What a new window shows at once: made here, by a bundle of the window's own components, from what is true now. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';
import type { AppState } from '../../shared/app-state';
import type { Choices } from '../../shared/choices';
import type { FirstLook, RenderFirstLook } from '../../shared/first-look';
import { viewSchema } from '../../shared/views';

/** For the view that the page's address names; undefined where it cannot be made: then the window's script begins. */
export type FirstLookOf = (address: URL) => Promise<FirstLook | undefined>;

/** @param directory of the application's bundles */
export function firstLookFrom(directory: string, state: () => AppState, choices: () => Choices): FirstLookOf {
  const bundle = pathToFileURL(join(directory, 'first-look.mjs')).href;
  return async ({ searchParams }) => {
    try {
      // Only once there is a window: the tray has no use for it.
      const { renderFirstLook } = (await import(bundle)) as { renderFirstLook: RenderFirstLook };
      const view = viewSchema.parse(searchParams.get('view'));
      return renderFirstLook({ state: state(), view, locale: app.getLocale(), choices: choices() });
    } catch {
      return undefined;
    }
  };
}
