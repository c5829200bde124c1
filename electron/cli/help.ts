/** `latchkey --help`, and the help of one command, from the table of commands. Pure. */
import { EXIT, EXIT_MEANINGS } from '../../shared/exit-codes';
import { COMMAND_NAMES, entryOf, type CommandName } from './commands';

const WIDTH = 110;
const INDENT = ' '.repeat(26);

const HEAD = `Latchkey backs up this machine by letting its backup host in once, for one connection, to read.

  latchkey [--show VIEW]  open the window; VIEW: home, files, space, excludes, history or settings
  latchkey --background   stay in the tray
  latchkey --back-up-now  stay in the tray and back up

Everything else needs no display and asks no question, but for a host's one-time code: it can be started from
cron. The dashes before a command may be left away: "latchkey status".
`;

/** All of it, or what one command does. */
export function helpText(of?: CommandName): string {
  if (of !== undefined) return `${blockOf(of)}\n`;
  const commands = COMMAND_NAMES.filter((name) => entryOf(name).about !== '').map(blockOf);
  return [HEAD, ...commands, '', ...exitCodes(), ''].join('\n');
}

function blockOf(name: CommandName): string {
  const { usage, about } = entryOf(name);
  const start = `  latchkey --${name}`;
  return [...wrap(`${start} ${usage}`.trimEnd(), ' '.repeat(11)), ...wrap(INDENT + about, INDENT)].join('\n');
}

function exitCodes(): string[] {
  const names = Object.keys(EXIT) as (keyof typeof EXIT)[];
  return wrap(`Exit codes: ${names.map((name) => `${EXIT[name]} ${EXIT_MEANINGS[name]}`).join(', ')}.`, '');
}

/** Breaks at blanks, but for those inside of brackets and at the beginning. */
function wrap(text: string, indent: string): string[] {
  const start = /^ */.exec(text)?.[0] ?? '';
  const lines: string[] = [];
  let line = start;
  for (const word of text.slice(start.length).match(/(?:\[[^\]]*\]|\S)+|\S+/g) ?? []) {
    const isFirst = line.trim() === '';
    if (!isFirst && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = indent + word;
    } else line += isFirst ? word : ` ${word}`;
  }
  return [...lines, line];
}
