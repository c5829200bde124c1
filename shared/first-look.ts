/** What the main process asks of the bundle that makes a window's first look (renderer/start/first-look.tsx). */
import type { AppState } from './app-state';
import type { Choices } from './choices';
import type { View } from './views';

export interface FirstLookRequest {
  state: AppState;
  view: View;
  /** The desktop's: a BCP 47 tag. */
  locale: string;
  /** What the person has chosen for the window: its language, for one. */
  choices: Choices;
}

export interface FirstLook {
  /** Of its words: a BCP 47 tag. */
  language: string;
  /** What `#window` holds until the window's script takes its place. */
  markup: string;
}

/** The page with it in the places that renderer/index.html has for it. */
export function withFirstLook(page: string, { language, markup }: FirstLook): string {
  return page
    .replace('<html lang="en" ', () => `<html lang="${language}" `)
    .replace('<div id="window"></div>', () => `<div id="window">${markup}</div>`);
}

export type RenderFirstLook = (request: FirstLookRequest) => FirstLook;
