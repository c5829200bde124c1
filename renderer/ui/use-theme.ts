/** Puts on the theme that is chosen, as often as it changes. */
import { useEffect } from 'react';
import { useChoice } from './choice';
import { THEMES, wearTheme } from './theme';

export function useTheme(): void {
  const [theme] = useChoice('theme', THEMES);
  useEffect(() => {
    wearTheme(theme);
  }, [theme]);
}
