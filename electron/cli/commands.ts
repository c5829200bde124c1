/**
 * The one table of commands: the parser and the help (with help.arb of each language) are made from it, and the manual and the
 * completions are held against it (test/integration/packaging).
 */

/** As node:util's parseArgs takes them. A command is an option too: `--run`; `run` is as good. */
export const OPTIONS = {
  run: { type: 'boolean' },
  status: { type: 'boolean' },
  check: { type: 'boolean' },
  init: { type: 'boolean' },
  schedule: { type: 'boolean' },
  destination: { type: 'boolean' },
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
  from: { type: 'string' },
  archive: { type: 'string' },
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
  sheet: { type: 'boolean' },
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
}

const AS_JSON = '[--json]';
const OF_ONE = '[--to NAME]';
const WITH_CODE = '[--from NAME] [--code-from -] [--json]';

/** In the order of the help. */
const COMMANDS = {
  run: {
    options: ['to', 'dry-run', 'if-due', 'json', 'quiet'],
    usage: `${OF_ONE} [--dry-run | --if-due] [--json | --quiet]`,
  },
  status: {
    options: ['json'],
    usage: AS_JSON,
  },
  check: {
    options: ['to', 'json'],
    usage: `${OF_ONE} ${AS_JSON}`,
  },
  init: {
    options: ['local', 'keep', 'host', 'root'],
    usage: '(--local DIR [--keep WHAT] | --host USER@HOST) [--root DIR]...',
  },
  schedule: {
    options: ['to', 'json'],
    takesWords: true,
    usage: `[every N hours | daily at HH:MM | weekly on DAY at HH:MM | off] ${OF_ONE} ${AS_JSON}`,
  },
  destination: {
    options: ['local', 'keep', 'host', 'json'],
    takesWords: true,
    usage:
      'list | add [NAME] (--local DIR [--keep WHAT] | --host USER@HOST) | rename NAME NEW | remove NAME   [--json]',
  },
  pause: {
    options: [],
    usage: '30m | 2h | 3d | tomorrow | off',
  },
  'accept-store': {
    options: ['to', 'instead'],
    usage: `${OF_ONE} [--instead]`,
  },
  usage: {
    options: ['json', 'du', 'null', 'ncdu'],
    takesWords: true,
    usage: '[PATH]... [--json | --du [--null] | --ncdu]',
  },
  exclude: {
    options: ['sizes', 'json'],
    takesWords: true,
    usage: 'list | add PATH | remove PATH | test PATH | presets [NAME]   [--sizes] [--json]',
  },
  snapshots: {
    options: ['from', 'code-from', 'json'],
    usage: WITH_CODE,
  },
  list: {
    options: ['at', 'from', 'code-from', 'json'],
    takesWords: true,
    usage: `PATH [--at WHEN] ${WITH_CODE}`,
  },
  versions: {
    options: ['from', 'code-from', 'json'],
    takesWords: true,
    usage: `PATH ${WITH_CODE}`,
  },
  restore: {
    options: [
      ...(['at', 'beside', 'swap', 'only-missing', 'to', 'archive', 'moved-to'] as const),
      ...(['dry-run', 'from', 'code-from', 'json'] as const),
    ],
    takesWords: true,
    usage: `PATH... [--at WHEN] [--beside | --swap | --only-missing | --to DIR | --archive FILE] [--moved-to DIR] [--dry-run] ${WITH_CODE}`,
  },
  undo: {
    options: ['json'],
    usage: AS_JSON,
  },
  resume: {
    options: ['code-from', 'json'],
    usage: '[--code-from -] [--json]',
  },
  find: {
    options: ['deleted', 'from', 'code-from', 'json'],
    usage: `TEXT [--deleted] ${WITH_CODE}`,
  },
  changes: {
    options: ['from', 'code-from', 'json'],
    takesWords: true,
    usage: `[WHEN [WHEN]] [PATH] ${WITH_CODE}`,
  },
  adopt: {
    options: ['machine', 'only-missing', 'beside', 'code-from', 'json'],
    takesWords: true,
    usage: '[(DIR | USER@HOST[:PORT]) [--machine NAME] [--only-missing | --beside] [--code-from -]] [--json]',
  },
  sheet: {
    options: [],
    takesWords: true,
    usage: '[FILE]',
  },
  'explain-command': {
    options: [],
    usage: 'COMMAND',
  },
  'tell-notice': { options: [], usage: '' },
  help: {
    options: [],
    takesWords: true,
    usage: '[COMMAND]',
  },
  version: {
    options: ['verbose'],
    usage: '[--verbose]',
  },
} as const satisfies Partial<Record<OptionName, CommandEntry>>;

export type CommandName = keyof typeof COMMANDS;

export const COMMAND_NAMES = Object.keys(COMMANDS) as CommandName[];

export function entryOf(name: CommandName): CommandEntry {
  return COMMANDS[name];
}

/** For Latchkey itself, and in no help. */
export type HiddenCommand = 'tell-notice';

export function isShown(name: CommandName): name is Exclude<CommandName, HiddenCommand> {
  return name !== ('tell-notice' satisfies HiddenCommand);
}

export function isCommandName(word: string): word is CommandName {
  return Object.hasOwn(COMMANDS, word);
}
