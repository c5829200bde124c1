/** The window's own start: takes the place of the first look once it knows how things stand. */
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { askedFileSchema, viewSchema, type AskedFile, type View } from '../shared/views';
import { request } from './engine/client';
import { Shell } from './shell/shell';
import { useChoice } from './ui/choice';
import { THEMES, wearTheme } from './ui/theme';
import { Window } from './window';

/** Puts on the theme that is chosen, as often as it changes. */
function Themed() {
  const [theme] = useChoice('theme', THEMES);
  useEffect(() => {
    wearTheme(theme);
  }, [theme]);
  return <Shell />;
}

/** The main process opens the page at "?view=history", say. */
function viewInAddress(): View {
  return viewSchema.safeParse(new URLSearchParams(location.search).get('view')).data ?? 'home';
}

/** And at "?view=files&file=…", the file as JSON. */
function fileInAddress(): AskedFile | undefined {
  const text = new URLSearchParams(location.search).get('file');
  return text === null ? undefined : askedFileSchema.parse(JSON.parse(text));
}

const element = document.getElementById('window');
if (element === null) throw new Error('index.html has no element for the window');
const state = await request('state.get', null);
createRoot(element).render(
  <Window state={state} view={viewInAddress()} file={fileInAddress()} locale={navigator.language}>
    <Themed />
  </Window>,
);
