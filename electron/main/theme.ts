/** Light or dark: the desktop's own, unless the person chose. Dialogs and menus follow the window. */
import { nativeTheme } from 'electron';
import * as z from 'zod';
import type { Choices } from '../../shared/choices';

const themeSchema = z.enum(['system', 'light', 'dark']).catch('system');

export function applyTheme({ theme }: Choices): void {
  nativeTheme.themeSource = themeSchema.parse(theme);
}
