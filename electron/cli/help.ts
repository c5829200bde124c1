/** `latchkey --help`, and the help of one command, from the table of commands. */
import { EXIT } from '../../shared/exit-codes';
import type { Words } from '../../shared/words/catalogue';
import { COMMAND_NAMES, entryOf, isShown, type CommandName } from './commands';

const WIDTH = 110;
const INDENT = ' '.repeat(26);

/** All of it, or what one command does. */
export function helpText({ help }: Words, of?: CommandName): string {
  if (of !== undefined) return `${blockOf(help, of)}\n`;
  const opening = [
    ['latchkey [--show VIEW]', help.open],
    ['latchkey --files PATH', help.files],
    ['latchkey --background', help.background],
    ['latchkey --back-up-now', help.backUpNow],
  ].map(([how = '', what = '']) => `  ${how.padEnd(INDENT.length - 4)}  ${what}`);
  return [
    ...wrap(help.head, ''),
    '',
    ...opening,
    '',
    ...wrap(help.rest, ''),
    '',
    ...COMMAND_NAMES.filter(isShown).map((name) => blockOf(help, name)),
    '',
    ...exitCodes(help),
    '',
  ].join('\n');
}

function blockOf(help: Words['help'], name: CommandName): string {
  const synopsis = `  latchkey --${name} ${entryOf(name).usage}`.trimEnd();
  const about = isShown(name) ? help.about[name] : '';
  return [...wrap(synopsis, ' '.repeat(11)), ...wrap(INDENT + about, INDENT)].join('\n');
}

function exitCodes(help: Words['help']): string[] {
  const names = Object.keys(EXIT) as (keyof typeof EXIT)[];
  return wrap(help.exitCodes(names.map((name) => `${EXIT[name]} ${help.exit[name]}`).join(', ')), '');
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
