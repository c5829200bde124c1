/** The command line of `latchkey`, parsed and checked. Pure. */
import { parseArgs } from 'node:util';

export type Command =
  | { command: 'run'; json: boolean; quiet: boolean; dryRun: boolean }
  | { command: 'status'; json: boolean }
  | { command: 'check'; json: boolean }
  | { command: 'init'; target: { local: string } | { host: string }; roots: string[] }
  | { command: 'explain'; text: string }
  | { command: 'help' }
  | { command: 'version' };

export type ParsedCommand = { ok: true; command: Command } | { ok: false; problem: string };

const OPTIONS = {
  run: { type: 'boolean' },
  status: { type: 'boolean' },
  check: { type: 'boolean' },
  init: { type: 'boolean' },
  'explain-command': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  'dry-run': { type: 'boolean', short: 'n' },
  local: { type: 'string' },
  host: { type: 'string' },
  root: { type: 'string', multiple: true },
} as const;

type OptionName = keyof typeof OPTIONS;

const COMMANDS = ['run', 'status', 'check', 'init', 'explain-command', 'help', 'version'] as const;

/** Which options go with which command; anything else is a mistake that is named. */
const ALLOWED: Record<(typeof COMMANDS)[number], readonly OptionName[]> = {
  run: ['json', 'quiet', 'dry-run'],
  status: ['json'],
  check: ['json'],
  init: ['local', 'host', 'root'],
  'explain-command': [],
  help: [],
  version: [],
};

export function parseCommand(args: readonly string[]): ParsedCommand {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false });
  } catch (error) {
    return problem((error as Error).message.replace(/\. To specify a positional.*$/s, ''));
  }
  const { values } = parsed;
  const given = (Object.keys(values) as OptionName[]).filter((name) => values[name] !== undefined);
  if (values.help === true || args.length === 0) return { ok: true, command: { command: 'help' } };
  const commands = COMMANDS.filter((name) => given.includes(name));
  const [name, second] = commands;
  if (name === undefined) return problem('say what to do: --run, --status, --check or --init');
  if (second !== undefined) return problem(`--${name} and --${second} do not go together`);
  const stray = given.find((option) => option !== name && !ALLOWED[name].includes(option));
  if (stray !== undefined) return problem(`--${stray} does not go with --${name}`);
  const json = values.json === true;
  switch (name) {
    case 'run':
      if (json && values.quiet === true) return problem('--json and --quiet do not go together');
      return {
        ok: true,
        command: { command: 'run', json, quiet: values.quiet === true, dryRun: values['dry-run'] === true },
      };
    case 'init':
      return parseInit(values.local, values.host, values.root ?? []);
    case 'explain-command':
      return { ok: true, command: { command: 'explain', text: values['explain-command'] ?? '' } };
    case 'status':
    case 'check':
      return { ok: true, command: { command: name, json } };
    case 'help':
    case 'version':
      return { ok: true, command: { command: name } };
  }
}

function parseInit(local: string | undefined, host: string | undefined, roots: string[]): ParsedCommand {
  if (local !== undefined && host !== undefined) return problem('--local and --host do not go together');
  if (local !== undefined) return { ok: true, command: { command: 'init', target: { local }, roots } };
  if (host !== undefined) return { ok: true, command: { command: 'init', target: { host }, roots } };
  return problem('say where to: --init --local DIR or --init --host USER@HOST');
}

function problem(text: string): ParsedCommand {
  return { ok: false, problem: text };
}
