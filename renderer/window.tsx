/** What is around the views, in the window and in its first look alike. */
import type { ReactNode } from 'react';
import type { AppState } from '../shared/app-state';
import type { Answer } from '../shared/ipc';
import type { AskedFile, View } from '../shared/views';
import { AppStateProvider } from './engine/app-state';
import { RunControlsProvider } from './engine/run-controls';
import { SetupProvider } from './setup/setup-provider';
import { PlaceProvider } from './shell/place';
import { TooltipProvider } from './ui/tooltip';
import { LanguageProvider } from './ui/language';
import './ui/base.css';

interface Props {
  /** How things stand; everything else is asked for by what shows it. */
  state: Answer<AppState>;
  view: View;
  /** In the Files view. */
  file?: AskedFile | undefined;
  /** The desktop's: a BCP 47 tag. */
  locale: string;
  children: ReactNode;
}

export function Window({ state, view, file, locale, children }: Props) {
  return (
    <LanguageProvider locale={locale}>
      <AppStateProvider first={state}>
        <RunControlsProvider>
          <PlaceProvider first={{ view, ...(file !== undefined && { file }) }}>
            <SetupProvider>
              <TooltipProvider delayDuration={400}>{children}</TooltipProvider>
            </SetupProvider>
          </PlaceProvider>
        </RunControlsProvider>
      </AppStateProvider>
    </LanguageProvider>
  );
}
