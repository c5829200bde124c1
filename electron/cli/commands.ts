/**
 * The one table of commands: the parser, `--help` and the help of one command are made from it, and the manual and the
 * completions are held against it (test/integration/packaging). Pure.
 */

/** As node:util's parseArgs takes them. A command is an option too: `--run`; `run` is as good. */
export const OPTIONS = {
  run: { type: 'boolean' },
  status: { type: 'boolean' },
  check: { type: 'boolean' },
  init: { type: 'boolean' },
  schedule: { type: 'boolean' },
  pause: { type: 'string' },
  'explain-command': { type: 'string' },
  'accept-store': { type: 'boolean' },
  instead: { type: 'boolean' },
  'tell-notice': { type: 'boolean' },
  usage: { type: 'boolean' },
  exclude: { type: 'boolean' },
  snapshots: { type: 'boolean' },
  list: { type: 'boolean' },
  versions: { type: 'boolean' },
  at: { type: 'string' },
  restore: { type: 'boolean' },
  to: { type: 'string' },
  beside: { type: 'boolean' },
  'only-missing': { type: 'boolean' },
  resume: { type: 'boolean' },
  swap: { type: 'boolean' },
  undo: { type: 'boolean' },
  'code-from': { type: 'string' },
  find: { type: 'string' },
  deleted: { type: 'boolean' },
  changes: { type: 'boolean' },
  adopt: { type: 'boolean' },
  machine: { type: 'string' },
  'moved-to': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  'dry-run': { type: 'boolean', short: 'n' },
  'if-due': { type: 'boolean' },
  local: { type: 'string' },
  host: { type: 'string' },
  root: { type: 'string', multiple: true },
  keep: { type: 'string' },
  du: { type: 'boolean' },
  ncdu: { type: 'boolean' },
  null: { type: 'boolean', short: '0' },
  sizes: { type: 'boolean' },
  verbose: { type: 'boolean', short: 'v' },
} as const;

export type OptionName = keyof typeof OPTIONS;

interface CommandEntry {
  /** What goes with it; anything else is a mistake that is named. */
  options: readonly OptionName[];
  /** Words may follow: paths, or what it is to do. */
  takesWords?: true;
  /** Behind its name, in one line. */
  usage: string;
  /** Empty: it is for Latchkey itself, and in no help. */
  about: string;
}

const AS_JSON = '[--json]';
const WITH_CODE = '[--code-from -] [--json]';

/** In the order of the help. */
const COMMANDS = {
  run: {
    options: ['dry-run', 'if-due', 'json', 'quiet'],
    usage: '[--dry-run | --if-due] [--json | --quiet]',
    about:
      'back up now; --dry-run only says what would be transferred; --if-due backs up only if the schedule says so and nothing holds it back (battery, network, pause)',
  },
  status: {
    options: ['json'],
    usage: AS_JSON,
    about: 'is a backup running, when was the last good one, how did the last one end',
  },
  check: {
    options: ['json'],
    usage: AS_JSON,
    about: 'test the whole way to the host and back, and name the step that fails',
  },
  init: {
    options: ['local', 'keep', 'host', 'root'],
    usage: '(--local DIR [--keep WHAT] | --host USER@HOST) [--root DIR]...',
    about:
      'write first settings; the root is your home directory if none is given; WHAT: all, or how many snapshots stay, as by default: hourly=24,daily=14,weekly=8,monthly=12,yearly=3',
  },
  schedule: {
    options: ['json'],
    takesWords: true,
    usage: '[every N hours | daily at HH:MM | weekly on DAY at HH:MM | off] [--json]',
    about: 'when backups happen by themselves: shows it, or changes it',
  },
  pause: {
    options: [],
    usage: '30m | 2h | 3d | tomorrow | off',
    about: 'no scheduled backups until then',
  },
  'accept-store': {
    options: ['instead'],
    usage: '[--instead]',
    about:
      'use the store that is there now, though the last good backup went to another one: as well as that one (disks that take turns), or instead of it',
  },
  usage: {
    options: ['json', 'du', 'null', 'ncdu'],
    takesWords: true,
    usage: '[PATH]... [--json | --du [--null] | --ncdu]',
    about:
      'what takes the space: a table, or as du and ncdu write it; a FILE, or - for the standard input, is read as what du or ncdu wrote elsewhere',
  },
  exclude: {
    options: ['sizes', 'json'],
    takesWords: true,
    usage: 'list | add PATH | remove PATH | test PATH | presets [NAME]   [--sizes] [--json]',
    about:
      'what is left out of the backup, and why; --sizes with list or presets scans what is backed up and says what each rule or preset saves',
  },
  snapshots: {
    options: ['code-from', 'json'],
    usage: WITH_CODE,
    about:
      'the snapshots there are, the oldest first. Where they are on a host, this and what follows asks for the one-time code that its owner has shown there, as latchkey-host(1) says; with --code-from - it is read from the standard input',
  },
  list: {
    options: ['at', 'code-from', 'json'],
    takesWords: true,
    usage: `PATH [--at WHEN] ${WITH_CODE}`,
    about:
      'what a directory held then, with types, modes, owners and where links lead; WHEN: a snapshot\'s name, or yesterday, "3 days ago", 2026-11-22, "2026-11-22 14:00": the newest snapshot that is not later; without it, the latest',
  },
  versions: {
    options: ['code-from', 'json'],
    takesWords: true,
    usage: `PATH ${WITH_CODE}`,
    about: 'each version of a file, and the snapshots that have it',
  },
  restore: {
    options: ['at', 'beside', 'swap', 'only-missing', 'to', 'moved-to', 'dry-run', 'code-from', 'json'],
    takesWords: true,
    usage: `PATH... [--at WHEN] [--beside | --swap | --only-missing | --to DIR] [--moved-to DIR] [--dry-run] ${WITH_CODE}`,
    about:
      'bring files and directories back. Nothing that is there is replaced: what has its name taken comes back beside it, as "report (from 22 Nov 14.05).odt"; --swap gives it its name, and calls what is there "… (before restore)"; --only-missing puts back what is not there, --to DIR puts all into another directory. --moved-to DIR, with one PATH: what was PATH then is DIR here (another home directory)',
  },
  undo: {
    options: ['json'],
    usage: AS_JSON,
    about:
      'take the last restore back, for seven days; what was changed since is kept. Once more, and the one before it is taken back',
  },
  resume: {
    options: ['code-from', 'json'],
    usage: WITH_CODE,
    about: 'go on with a restore that was cut short; for a host, with another code',
  },
  find: {
    options: ['deleted', 'code-from', 'json'],
    usage: `TEXT [--deleted] ${WITH_CODE}`,
    about: 'what has TEXT in its name, in all snapshots, or of that only what is gone here',
  },
  changes: {
    options: ['code-from', 'json'],
    takesWords: true,
    usage: `[WHEN [WHEN]] [PATH] ${WITH_CODE}`,
    about: 'what is different between two snapshots: the last two, or from WHEN on',
  },
  adopt: {
    options: ['machine', 'json'],
    takesWords: true,
    usage: '[DIR [--machine NAME]] [--json]',
    about:
      'on a new laptop: take over the backups of an old one from a disk, with its name, settings and exclude list; without DIR, says what is on the disks that are here',
  },
  'explain-command': {
    options: [],
    usage: 'COMMAND',
    about: 'what the guard would do with a command of the host, as JSON',
  },
  'tell-notice': { options: [], usage: '', about: '' },
  help: {
    options: [],
    takesWords: true,
    usage: '[COMMAND]',
    about: 'all this, or what one command does',
  },
  version: {
    options: ['verbose'],
    usage: '[--verbose]',
    about: 'the version, or also of what it runs on',
  },
} as const satisfies Partial<Record<OptionName, CommandEntry>>;

export type CommandName = keyof typeof COMMANDS;

export const COMMAND_NAMES = Object.keys(COMMANDS) as CommandName[];

export function entryOf(name: CommandName): CommandEntry {
  return COMMANDS[name];
}

export function isCommandName(word: string): word is CommandName {
  return Object.hasOwn(COMMANDS, word);
}
