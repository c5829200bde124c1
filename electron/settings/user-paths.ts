/** Where Latchkey keeps things of this user (XDG Base Directory Specification 0.8). */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { SCANS_DIRECTORY } from '../exclude/own-directories';

export interface UserPaths {
  settingsFile: string;
  excludeFile: string;
  /** That there was an exclude list, so that it is missed. */
  excludeSeenFile: string;
  stateDirectory: string;
  historyFile: string;
  logDirectory: string;
  /** One lock per user. Not in the runtime directory: cron and the desktop may not agree on that one. */
  lockFile: string;
  /** One change of the exclude list at a time. */
  excludeLockFile: string;
  /** What the run under way is doing, for `--status` and the tray. */
  currentRunFile: string;
  /** Until when scheduled backups are paused. */
  pauseFile: string;
  /** What a person was told, so that it is told once. */
  noticesFile: string;
  /** Which file systems the roots were on. */
  seenRootsFile: string;
  /** What a root was called on the laptop that this one has taken the place of. */
  movedRootsFile: string;
  /** What this laptop has taken over from another one, whose files may not be back yet. */
  adoptedFile: string;
  /** Whether what serves the host starts when the kernel confines it. */
  verdictFile: string;
  /** Which stores have taken good backups. */
  storesFile: string;
  /** That a person has accepted the store that is there now. */
  acceptStoreFile: string;
  /** What restores have done, so that they can be gone on with and undone. */
  restoresDirectory: string;
  /** Sizes of earlier scans, which Space compares with. */
  keptScansDirectory: string;
  /** What the application itself keeps: the window's place, and all that Chromium writes. */
  applicationDirectory: string;
}

export function userPaths(env: NodeJS.ProcessEnv = process.env): UserPaths {
  const config = join(baseDirectory(env.XDG_CONFIG_HOME, '.config'), 'latchkey');
  const state = join(baseDirectory(env.XDG_STATE_HOME, '.local/state'), 'latchkey');
  return {
    settingsFile: join(config, 'settings.json'),
    excludeFile: join(config, 'exclude'),
    stateDirectory: state,
    excludeSeenFile: join(state, 'exclude-seen.json'),
    historyFile: join(state, 'history.jsonl'),
    logDirectory: join(state, 'logs'),
    lockFile: join(state, 'run.lock'),
    excludeLockFile: join(state, 'exclude.lock'),
    currentRunFile: join(state, 'current-run.json'),
    pauseFile: join(state, 'pause.json'),
    noticesFile: join(state, 'notices.json'),
    seenRootsFile: join(state, 'seen-roots.json'),
    movedRootsFile: join(state, 'moved-roots.json'),
    adoptedFile: join(state, 'adopted.json'),
    verdictFile: join(state, 'confinement.json'),
    storesFile: join(state, 'stores.json'),
    acceptStoreFile: join(state, 'accept-store.json'),
    restoresDirectory: join(state, 'restores'),
    keptScansDirectory: join(state, SCANS_DIRECTORY),
    applicationDirectory: join(state, 'application'),
  };
}

/** The specification says to ignore a relative path in these variables. */
function baseDirectory(value: string | undefined, fallback: string): string {
  return value !== undefined && isAbsolute(value) ? value : join(homedir(), fallback);
}
