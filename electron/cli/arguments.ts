/** The command line of `latchkey`, parsed and checked. Pure. */
import { parseArgs } from 'node:util';
import { parseKeepPolicy, type KeepPolicy } from '../../shared/keep-policy';
import {
  COMMAND_NAMES,
  entryOf,
  isCommandName,
  OPTIONS,
  type CommandName,
  type OptionName,
} from './commands';
import { parseExcludeWords, type ExcludeOptions } from './exclude-command';
import { parseScheduleWords, type ScheduleOptions } from './schedule-command';
import type { AdoptOptions } from './adopt-command';
import type { RestoreOptions } from './restore-command';
import type { CodeSource } from './restore-source';
import type { UsageOptions } from './usage-command';

/** A disk of this machine, with what to keep there (undefined: nothing was said), or a host. */
export type InitTarget = { local: string; keep: KeepPolicy | 'all' | undefined } | { host: string };

export type Command =
  | { command: 'run'; json: boolean; quiet: boolean; dryRun: boolean; onlyIfDue: boolean }
  | { command: 'status'; json: boolean }
  | { command: 'check'; json: boolean }
  | { command: 'init'; target: InitTarget; roots: string[] }
  | { command: 'schedule'; options: ScheduleOptions }
  | { command: 'pause'; text: string }
  | { command: 'explain'; text: string }
  | { command: 'usage'; options: UsageOptions }
  | { command: 'exclude'; options: ExcludeOptions }
  | { command: 'accept-store'; instead: boolean }
  | { command: 'snapshots'; json: boolean; codeFrom: CodeSource }
  /** `at`: a time in words, or a snapshot's name. */
  | { command: 'list'; path: string; at: string | undefined; json: boolean; codeFrom: CodeSource }
  | { command: 'versions'; path: string; json: boolean; codeFrom: CodeSource }
  | { command: 'restore'; options: RestoreOptions }
  | { command: 'resume'; json: boolean; codeFrom: CodeSource }
  | { command: 'undo'; json: boolean }
  | { command: 'find'; text: string; deleted: boolean; json: boolean; codeFrom: CodeSource }
  | { command: 'changes'; words: string[]; json: boolean; codeFrom: CodeSource }
  | { command: 'adopt'; options: AdoptOptions }
  | { command: 'tell-notice' }
  /** `of`: only what this one does. */
  | { command: 'help'; of?: CommandName }
  | { command: 'version'; verbose: boolean };

export type ParsedCommand = { ok: true; command: Command } | { ok: false; problem: string };

export function parseCommand(args: readonly string[]): ParsedCommand {
  if (args.length === 0 || asksForHelp(args)) return parseHelp(args);
  let parsed;
  try {
    parsed = parseArgs({ args: withDashes(args), options: OPTIONS, strict: true, allowPositionals: true });
  } catch (error) {
    return problem(mistakeIn((error as Error).message));
  }
  const { values, positionals: words } = parsed;
  const given = (Object.keys(values) as OptionName[]).filter((name) => values[name] !== undefined);
  const commands = COMMAND_NAMES.filter((name) => given.includes(name));
  const [name, second] = commands;
  if (name === undefined) {
    const [word] = words;
    return problem(
      word === undefined ? 'say what to do, such as run, status or check' : `"${word}" is not understood`,
    );
  }
  if (second !== undefined) return problem(`--${name} and --${second} do not go together`);
  const stray = given.find((option) => option !== name && !entryOf(name).options.includes(option));
  if (stray !== undefined) return problem(`--${stray} does not go with --${name}`);
  if (words.length > 0 && entryOf(name).takesWords !== true) {
    return problem(`"${words[0] ?? ''}" is not understood`);
  }
  const json = values.json === true;
  const codeOption = values['code-from'];
  if (codeOption !== undefined && codeOption !== '-') {
    return problem('--code-from takes -, the standard input: a code is no argument, which others can see');
  }
  const codeFrom = codeOption === undefined ? 'ask' : 'stdin';
  switch (name) {
    case 'run':
      return parseRun({
        json,
        quiet: values.quiet === true,
        dryRun: values['dry-run'] === true,
        onlyIfDue: values['if-due'] === true,
      });
    case 'init':
      return parseInit(values, values.root ?? []);
    case 'schedule': {
      const options = parseScheduleWords(words, json);
      return typeof options === 'string'
        ? problem(options)
        : { ok: true, command: { command: 'schedule', options } };
    }
    case 'accept-store':
      return { ok: true, command: { command: name, instead: values.instead === true } };
    case 'pause':
      return { ok: true, command: { command: 'pause', text: values.pause ?? '' } };
    case 'explain-command':
      return { ok: true, command: { command: 'explain', text: values['explain-command'] ?? '' } };
    case 'changes':
      return { ok: true, command: { command: name, words, json, codeFrom } };
    case 'adopt': {
      const [store, extra] = words;
      if (extra !== undefined) return problem('--adopt takes one directory');
      if (store === undefined && values.machine !== undefined) return problem('say where: --adopt DIR');
      return { ok: true, command: { command: name, options: { store, machine: values.machine, json } } };
    }
    case 'find':
      return values.find === ''
        ? problem('say what to find: --find TEXT')
        : {
            ok: true,
            command: {
              ...{ command: name, text: values.find ?? '', deleted: values.deleted === true },
              ...{ json, codeFrom },
            },
          };
    case 'list':
      return parseOnePath(name, words, (path) => ({
        ...{ command: name, path, at: values.at },
        ...{ json, codeFrom },
      }));
    case 'restore':
      return parseRestore(words, values, {
        ...{ at: values.at, dryRun: values['dry-run'] === true },
        ...{ json, codeFrom },
      });
    case 'versions':
      return parseOnePath(name, words, (path) => ({ command: name, path, json, codeFrom }));
    case 'snapshots':
    case 'resume':
      return { ok: true, command: { command: name, json, codeFrom } };
    case 'status':
    case 'check':
    case 'undo':
      return { ok: true, command: { command: name, json } };
    case 'usage':
      return parseUsage(words, {
        json,
        du: values.du === true,
        ncdu: values.ncdu === true,
        null: values.null === true,
      });
    case 'exclude': {
      const options = parseExcludeWords(words, { json, sizes: values.sizes === true });
      return typeof options === 'string'
        ? problem(options)
        : { ok: true, command: { command: 'exclude', options } };
    }
    case 'version':
      return { ok: true, command: { command: 'version', verbose: values.verbose === true } };
    case 'tell-notice':
      return { ok: true, command: { command: name } };
    case 'help':
      return parseHelp(words);
  }
}

/** What parseArgs says, in words of ours. */
function mistakeIn(message: string): string {
  const name = /'(?:-\w, )?(-[^' ]+)/.exec(message)?.[1] ?? '';
  const command = name.replace(/^--/, '');
  if (message.startsWith('Unknown option')) return `there is no option ${name}`;
  if (message.includes('does not take an argument')) return `${name} takes no value`;
  return isCommandName(command) ? `say more: ${name} ${entryOf(command).usage}` : `${name} wants a value`;
}

/** Wherever it stands, as people append it to what they were about to do. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? undefined : end).some((each) => each === '--help' || each === '-h');
}

/** Of the command that is named first; without one, of all. */
function parseHelp(words: readonly string[]): ParsedCommand {
  const named = words
    .filter((word) => word !== '--help' && word !== '-h')
    .map((word) => word.replace(/^--/, ''));
  const of = named.find(isCommandName);
  const [stray] = named;
  if (of === undefined && stray !== undefined) return problem(`there is no command "${stray}"`);
  return { ok: true, command: { command: 'help', ...(of !== undefined && { of }) } };
}

/** "status" is as good as "--status"; what such a command wants is the first word behind it. */
function withDashes([first, ...rest]: readonly string[]): string[] {
  if (first === undefined || !isCommandName(first)) return first === undefined ? [] : [first, ...rest];
  const at = rest.findIndex((word) => !word.startsWith('-'));
  const value = rest[at];
  if (OPTIONS[first].type === 'boolean' || value === undefined) return [`--${first}`, ...rest];
  return [`--${first}=${value}`, ...rest.slice(0, at), ...rest.slice(at + 1)];
}

function parseRun(options: Omit<Extract<Command, { command: 'run' }>, 'command'>): ParsedCommand {
  if (options.json && options.quiet) return problem('--json and --quiet do not go together');
  if (options.dryRun && options.onlyIfDue) return problem('--dry-run and --if-due do not go together');
  return { ok: true, command: { command: 'run', ...options } };
}

function parseOnePath(
  name: string,
  [path, extra]: readonly string[],
  make: (path: string) => Command,
): ParsedCommand {
  if (path === undefined || path === '') return problem(`say which path: --${name} PATH`);
  if (extra !== undefined) return problem(`--${name} takes one path`);
  return { ok: true, command: make(path) };
}

function parseRestore(
  paths: string[],
  given: {
    to?: string;
    'moved-to'?: string;
    beside?: boolean;
    swap?: boolean;
    'only-missing'?: boolean;
  },
  rest: Pick<RestoreOptions, 'at' | 'dryRun' | 'json' | 'codeFrom'>,
): ParsedCommand {
  if (paths.length === 0 || paths.includes('')) return problem('say what: --restore PATH');
  const ways = (['to', 'beside', 'swap', 'only-missing'] as const).filter((way) => given[way] !== undefined);
  const [way = 'beside', second] = ways;
  if (second !== undefined) return problem(`--${way} and --${second} do not go together`);
  const how = way === 'to' ? { to: given.to ?? '' } : way;
  const movedTo = given['moved-to'];
  if (movedTo !== undefined && way === 'to') return problem('--to and --moved-to do not go together');
  if (movedTo !== undefined && paths.length > 1) return problem('--moved-to goes with one PATH');
  return { ok: true, command: { command: 'restore', options: { paths, how, movedTo, ...rest } } };
}

function parseUsage(
  paths: string[],
  given: { json: boolean; du: boolean; ncdu: boolean; null: boolean },
): ParsedCommand {
  const formats = (['json', 'du', 'ncdu'] as const).filter((format) => given[format]);
  const [format = 'table', second] = formats;
  if (second !== undefined) return problem(`--${format} and --${second} do not go together`);
  if (given.null && format !== 'du') return problem('--null goes with --du');
  return {
    ok: true,
    command: { command: 'usage', options: { paths, format: given.null ? 'du0' : format } },
  };
}

function parseInit(
  { local, host, keep }: { local?: string; host?: string; keep?: string },
  roots: string[],
): ParsedCommand {
  if (local !== undefined && host !== undefined) return problem('--local and --host do not go together');
  if (local !== undefined) {
    const kept = parseKeep(keep);
    if (!kept.ok) return problem(`--keep: ${kept.reason}; or say all`);
    return { ok: true, command: { command: 'init', target: { local, keep: kept.value }, roots } };
  }
  if (keep !== undefined) return problem('--keep goes with --local; a host is told in its authorized_keys');
  if (host !== undefined) return { ok: true, command: { command: 'init', target: { host }, roots } };
  return problem('say where to: --init --local DIR or --init --host USER@HOST');
}

function parseKeep(
  text: string | undefined,
): { ok: true; value: KeepPolicy | 'all' | undefined } | { ok: false; reason: string } {
  return text === undefined || text === 'all' ? { ok: true, value: text } : parseKeepPolicy(text);
}

function problem(text: string): ParsedCommand {
  return { ok: false, problem: text };
}
