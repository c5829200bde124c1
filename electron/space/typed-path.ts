/** A path as a person types it: with `~`, below the home folder where it begins nowhere, a slash behind a folder. */
import { join, normalize } from 'node:path';
import { isDirectoryThere } from '../exclude/look-at-path';

export function readTypedPath(typed: string, home: string): { path: string; isDirectory: boolean } {
  const below = /^~(?=\/|$)/.test(typed) ? typed.slice(1) : typed;
  const full = below === typed && typed.startsWith('/') ? normalize(typed) : join(home, below);
  const path = full === '/' ? full : full.replace(/\/+$/, '');
  return { path, isDirectory: full.endsWith('/') || isDirectoryThere(path) };
}
