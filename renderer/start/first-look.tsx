/**
 * The window as it is before its scripts have run: the same components, rendered to text by the main process, so that
 * the headline is there with the page. It has no listeners yet, so it is inert.
 */
import { Suspense } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { RenderFirstLook } from '../../shared/first-look';
import { Home } from '../home/home';
import { Frame } from '../shell/frame';
import { Window } from '../window';
import { spokenLocale } from '../../shared/words/language';
import { speakFor } from '../../shared/words/languages';

export const renderFirstLook: RenderFirstLook = ({ state, view, locale, choices }) => {
  const spoken = spokenLocale(choices.language, locale);
  return {
    language: speakFor(spoken).formats.locale,
    markup: renderToStaticMarkup(
      <Window state={{ ok: true, value: state }} view={view} locale={spoken}>
        <Frame inert>{view === 'home' && <Suspense>{<Home />}</Suspense>}</Frame>
      </Window>,
    ),
  };
};
