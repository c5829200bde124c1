/** Where the window opens: where it was, if that is still on a screen. */
import { screen } from 'electron';
import type { WindowPlace } from './preferences';

const DEFAULT = { width: 960, height: 640, maximized: false };

export function placeOnScreen(
  kept: WindowPlace | undefined,
): Pick<WindowPlace, 'width' | 'height' | 'maximized'> & { x?: number; y?: number } {
  return kept !== undefined && isOnScreen(kept) ? kept : DEFAULT;
}

/** A screen that was there may be gone. */
function isOnScreen({ x, y, width, height }: WindowPlace): boolean {
  return screen.getAllDisplays().some(({ workArea: area }) => {
    const left = Math.max(x, area.x);
    const right = Math.min(x + width, area.x + area.width);
    const top = Math.max(y, area.y);
    const bottom = Math.min(y + height, area.y + area.height);
    return right - left > 100 && bottom - top > 100;
  });
}
