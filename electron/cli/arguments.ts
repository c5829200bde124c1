/** The command line of `latchkey`, parsed and checked. */
import { parseArgs } from 'node:util';
import {
  COMMAND_NAMES,
  entryOf,
  isCommandName,
  OPTIONS,
  type CommandName,
  type OptionName,
} from './commands';
import { parseDestinationWords, type DestinationOptions } from './destination-command';
import { parseExcludeWords, type ExcludeOptions } from './exclude-command';
import { parseScheduleWords, type ScheduleOptions } from './schedule-command';
import type { Mistake } from './mistake';
import { parseAdoptWords, type AdoptOptions } from './adopt-command';
import { parseInitTarget, type InitTarget } from './init-command';
import { parseRestoreWords, type RestoreOptions } from './restore-command';
import type { Asked } from './restore-source';
import type { RunOptions } from './run-command';
import { parseUsageWords, type UsageOptions } from './usage-command';

export type Command =
  | ({ command: 'run' } & RunOptions)
  | { command: 'status'; json: boolean }
  | { command: 'check'; json: boolean; to: string | undefined }
  | { command: 'init'; target: InitTarget; roots: string[] }
  | { command: 'schedule'; options: ScheduleOptions }
  | { command: 'destination'; options: DestinationOptions }
  | { command: 'pause'; text: string }
  | { command: 'explain'; text: string }
  | { command: 'usage'; options: UsageOptions }
  | { command: 'exclude'; options: ExcludeOptions }
  | { command: 'accept-store'; instead: boolean; to: string | undefined }
  | ({ command: 'snapshots' } & Asked)
  /** `at`: a time in words, or a snapshot's name. */
  | ({ command: 'list'; path: string; at: string | undefined } & Asked)
  | ({ command: 'versions'; path: string } & Asked)
  | { command: 'restore'; options: RestoreOptions }
  | ({ command: 'resume' } & Omit<Asked, 'from'>)
  | { command: 'undo'; json: boolean }
  | ({ command: 'find'; text: string; deleted: boolean } & Asked)
  | ({ command: 'changes'; words: string[] } & Asked)
  | { command: 'adopt'; options: AdoptOptions }
  | { command: 'sheet'; file: string | undefined }
  | { command: 'tell-notice' }
  /** `of`: only what this one does. */
  | { command: 'help'; of?: CommandName }
  | { command: 'version'; verbose: boolean };

export type ParsedCommand = { ok: true; command: Command } | { ok: false; mistake: Mistake };

export function parseCommand(args: readonly string[]): ParsedCommand {
  if (args.length === 0 || asksForHelp(args)) return parseHelp(args);
  let parsed;
  try {
    parsed = parseArgs({ args: withDashes(args), options: OPTIONS, strict: true, allowPositionals: true });
  } catch (error) {
    return wrong(mistakeIn((error as Error).message));
  }
  const { values, positionals: words } = parsed;
  const given = (Object.keys(values) as OptionName[]).filter((name) => values[name] !== undefined);
  const commands = COMMAND_NAMES.filter((name) => given.includes(name));
  const [name, second] = commands;
  if (name === undefined) {
    const [word] = words;
    return wrong((say) => (word === undefined ? say.sayWhat : say.notUnderstood(word)));
  }
  if (second !== undefined) return wrong((say) => say.notTogether(name, second));
  const stray = given.find((option) => option !== name && !entryOf(name).options.includes(option));
  if (stray !== undefined) return wrong((say) => say.goesNotWith(stray, name));
  if (words.length > 0 && entryOf(name).takesWords !== true) {
    return wrong((say) => say.notUnderstood(words[0] ?? ''));
  }
  const json = values.json === true;
  const codeOption = values['code-from'];
  if (codeOption !== undefined && codeOption !== '-') {
    return wrong((say) => say.codeFrom);
  }
  const codeFrom = codeOption === undefined ? 'ask' : 'stdin';
  const { to, from } = values;
  const asked: Asked = { json, codeFrom, from };
  switch (name) {
    case 'run':
      return parseRun({
        ...{ json, to },
        quiet: values.quiet === true,
        dryRun: values['dry-run'] === true,
        onlyIfDue: values['if-due'] === true,
      });
    case 'init':
      return made(parseInitTarget(values), (target) => ({ command: name, target, roots: values.root ?? [] }));
    case 'schedule':
      return made(parseScheduleWords(words, { json, to }), (options) => ({ command: name, options }));
    case 'destination':
      return made(parseDestinationWords(words, values, json), (options) => ({ command: name, options }));
    case 'accept-store':
      return { ok: true, command: { command: name, to, instead: values.instead === true } };
    case 'pause':
      return { ok: true, command: { command: 'pause', text: values.pause ?? '' } };
    case 'explain-command':
      return { ok: true, command: { command: 'explain', text: values['explain-command'] ?? '' } };
    case 'changes':
      return { ok: true, command: { command: name, words, ...asked } };
    case 'adopt':
      return made(parseAdoptWords(words, values, { json, codeFrom }), (options) => ({
        command: name,
        options,
      }));
    case 'sheet': {
      const [file, extra] = words;
      return extra === undefined
        ? { ok: true, command: { command: name, file } }
        : wrong((say) => say.oneFile(name));
    }
    case 'find':
      return values.find === ''
        ? wrong((say) => say.findWhat)
        : {
            ok: true,
            command: {
              ...{ command: name, text: values.find ?? '', deleted: values.deleted === true },
              ...asked,
            },
          };
    case 'list':
      return parseOnePath(name, words, (path) => ({
        ...{ command: name, path, at: values.at },
        ...asked,
      }));
    case 'restore':
      return made(
        parseRestoreWords(words, values, { dryRun: values['dry-run'] === true, ...asked }),
        (options) => ({ command: name, options }),
      );
    case 'versions':
      return parseOnePath(name, words, (path) => ({ command: name, path, ...asked }));
    case 'snapshots':
      return { ok: true, command: { command: name, ...asked } };
    case 'resume':
      return { ok: true, command: { command: name, json, codeFrom } };
    case 'check':
      return { ok: true, command: { command: name, json, to } };
    case 'status':
    case 'undo':
      return { ok: true, command: { command: name, json } };
    case 'usage':
      return made(
        parseUsageWords(words, {
          ...{ json, du: values.du === true },
          ...{ ncdu: values.ncdu === true, null: values.null === true },
        }),
        (options) => ({ command: name, options }),
      );
    case 'exclude':
      return made(parseExcludeWords(words, { json, sizes: values.sizes === true }), (options) => ({
        command: name,
        options,
      }));
    case 'version':
      return { ok: true, command: { command: 'version', verbose: values.verbose === true } };
    case 'tell-notice':
      return { ok: true, command: { command: name } };
    case 'help':
      return parseHelp(words);
  }
}

/** What parseArgs says, as a mistake of ours. */
function mistakeIn(message: string): Mistake {
  const name = /'(?:-\w, )?(-[^' ]+)/.exec(message)?.[1] ?? '';
  const command = name.replace(/^--/, '');
  if (message.startsWith('Unknown option')) return (say) => say.noOption(name);
  if (message.includes('does not take an argument')) return (say) => say.noValue(name);
  return (say) => (isCommandName(command) ? say.sayMore(name, entryOf(command).usage) : say.wantsValue(name));
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
  if (of === undefined && stray !== undefined) return wrong((say) => say.noCommand(stray));
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

function parseRun(options: RunOptions): ParsedCommand {
  if (options.json && options.quiet) return wrong((say) => say.notTogether('json', 'quiet'));
  if (options.dryRun && options.onlyIfDue) return wrong((say) => say.notTogether('dry-run', 'if-due'));
  return { ok: true, command: { command: 'run', ...options } };
}

function parseOnePath(
  name: string,
  [path, extra]: readonly string[],
  make: (path: string) => Command,
): ParsedCommand {
  if (path === undefined || path === '') return wrong((say) => say.whichPath(name));
  if (extra !== undefined) return wrong((say) => say.onePath(name));
  return { ok: true, command: make(path) };
}

function made<Options extends object>(
  options: Options | Mistake,
  make: (options: Options) => Command,
): ParsedCommand {
  return typeof options === 'function' ? wrong(options) : { ok: true, command: make(options) };
}

function wrong(mistake: Mistake): ParsedCommand {
  return { ok: false, mistake };
}
