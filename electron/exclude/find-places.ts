/** Where this user's downloads and films are: xdg-user-dirs(1) gives them names in the user's language. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { readRegularFile } from '../../process/read-file';
import { presetsFor, type Places, type Preset } from './presets';

export function findPlaces(home: string, configDirectory = join(home, '.config')): Places {
  let lines = '';
  try {
    lines = readRegularFile(join(configDirectory, 'user-dirs.dirs'), 'utf8');
  } catch {
    // Not every desktop writes one; the names are then the English ones.
  }
  const place = (name: string, usual: string): string => {
    // user-dirs.dirs(5): a path below $HOME or an absolute one, in double quotes.
    const found = new RegExp(`^XDG_${name}_DIR="(\\$HOME/|/)([^"]+)"`, 'm').exec(lines);
    if (found?.[2] === undefined) return join(home, usual);
    return found[1] === '/' ? `/${found[2]}` : join(home, found[2]);
  };
  return { home, downloads: place('DOWNLOAD', 'Downloads'), videos: place('VIDEOS', 'Videos') };
}

/** The presets with this user's own places. */
export function knownPresets(roots: readonly string[]): Preset[] {
  return presetsFor(findPlaces(homedir(), process.env.XDG_CONFIG_HOME), roots);
}
