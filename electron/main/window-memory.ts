/** Where the window was and how large, for the next time. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rectangle } from 'electron';
import { screen } from 'electron';
import * as z from 'zod';

export interface WindowMemory {
  read: () => { width: number; height: number; x?: number; y?: number };
  write: (maximized: boolean, bounds: Rectangle) => void;
}

const boundsSchema = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });
const DEFAULT = { width: 960, height: 640 };

/** @param directory the application's own; a file there that is none of ours is as good as none */
export function rememberWindow(directory: string): WindowMemory {
  const file = join(directory, 'window.json');
  return {
    read: () => {
      try {
        const parsed = boundsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
        return parsed.success && isOnScreen(parsed.data) ? parsed.data : DEFAULT;
      } catch {
        return DEFAULT;
      }
    },
    write: (maximized, bounds) => {
      if (maximized) return;
      try {
        mkdirSync(directory, { recursive: true, mode: 0o700 });
        writeFileSync(`${file}.new`, JSON.stringify(bounds), { mode: 0o600 });
        renameSync(`${file}.new`, file);
      } catch {
        // A full disk: the window opens where it would for the first time.
      }
    },
  };
}

/** A screen that was there may be gone. */
function isOnScreen({ x, y, width, height }: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea: area }) => {
    const left = Math.max(x, area.x);
    const right = Math.min(x + width, area.x + area.width);
    const top = Math.max(y, area.y);
    const bottom = Math.min(y + height, area.y + area.height);
    return right - left > 100 && bottom - top > 100;
  });
}
