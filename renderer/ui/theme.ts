/** Light or dark as the desktop has it, or as it was chosen for this window. */
import { useEffect } from 'react';
import { useChoice } from './choice';

export const THEMES = ['system', 'light', 'dark'] as const;

export function useTheme(): void {
  const [theme] = useChoice('theme', THEMES);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
}
