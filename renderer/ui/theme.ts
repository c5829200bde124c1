/** Light or dark as the desktop has it, or as it was chosen for this window. */
export const THEMES = ['system', 'light', 'dark'] as const;

/** @param theme any other than light and dark is the desktop's */
export function wearTheme(theme: string | null): void {
  const { dataset } = document.documentElement;
  if (theme === 'light' || theme === 'dark') dataset.theme = theme;
  else delete dataset.theme;
}
