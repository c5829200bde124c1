/** The window's own start. */
import { createRoot } from 'react-dom/client';
import { AppStateProvider } from './engine/app-state';
import { RunControlsProvider } from './engine/run-controls';
import { PlaceProvider } from './shell/place';
import { SetupProvider } from './setup/setup-provider';
import { Shell } from './shell/shell';
import { useTheme } from './ui/theme';
import { TooltipProvider } from './ui/tooltip';
import { LanguageProvider } from './words/language';
import './ui/base.css';

function Window() {
  useTheme();
  return (
    <LanguageProvider>
      <AppStateProvider>
        <RunControlsProvider>
          <PlaceProvider>
            <SetupProvider>
              <TooltipProvider delayDuration={400}>
                <Shell />
              </TooltipProvider>
            </SetupProvider>
          </PlaceProvider>
        </RunControlsProvider>
      </AppStateProvider>
    </LanguageProvider>
  );
}

const element = document.getElementById('window');
if (element === null) throw new Error('index.html has no element for the window');
createRoot(element).render(<Window />);
