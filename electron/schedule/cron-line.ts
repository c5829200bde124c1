/** One line of a crontab (crontab(5)), told from all others by how it ends. Text is latin1: bytes, one to one. */
import { IF_DUE, type UserCommand } from './user-command';

const MARK = '# latchkey schedule';
/** Older versions start it without looking whether it is there. */
const LINE =
  /^\*\/15 \* \* \* \* (?:\[ ! -x '(?:[^']|'\\'')*' \] \|\| )?(?:[A-Z_]+='(?:[^']|'\\'')*' )*('(?:[^']|'\\'')*') --run --if-due --quiet # latchkey schedule$/;

/** Every quarter of an hour, as the systemd timer does and for its reasons. cron starts it with sh. */
export function cronLine({ launcher, env }: UserCommand): string {
  const words = [
    // Else cron would write a mail every quarter of an hour as soon as the package is gone.
    `[ ! -x ${quote(launcher)} ] ||`,
    ...Object.entries(env).map(([name, value]) => `${name}=${quote(value)}`),
    ...[quote(launcher), ...IF_DUE, MARK],
  ];
  // cron makes a line's end of a percent sign, unless there is a backslash before it, which it takes away.
  return `*/15 * * * * ${words.join(' ').replaceAll('%', '\\%')}`;
}

/** The crontab with our line, or without it where that is undefined; every other line stays byte for byte. */
export function withCronLine(crontab: string, line: string | undefined): string {
  const lines = crontab.split('\n');
  const last = lines.pop() ?? '';
  const others = lines.filter((each) => !isOurs(each));
  const kept = `${others.map((each) => `${each}\n`).join('')}${isOurs(last) ? '' : last}`;
  if (line === undefined) return kept;
  return `${kept}${kept === '' || kept.endsWith('\n') ? '' : '\n'}${line}\n`;
}

export function findCronLine(crontab: string): string | undefined {
  return crontab.split('\n').find(isOurs);
}

/** The launcher that our line starts; undefined where somebody has changed the line. */
export function launcherOf(line: string): string | undefined {
  const [, quoted] = LINE.exec(line.replaceAll('\\%', '%')) ?? [];
  return quoted?.slice(1, -1).replaceAll("'\\''", "'");
}

/** A line that is commented out is the person's own. */
function isOurs(line: string): boolean {
  return line.endsWith(MARK) && !line.startsWith('#');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
