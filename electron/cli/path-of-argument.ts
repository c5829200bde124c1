/** A path from the command line with all its bytes: Node hands on only what is UTF-8 of an argument. */
import { readlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { readRegularFile } from '../../process/read-file';
import { toText } from '../exclude/list-text';

/** What Node writes for bytes that are none. */
const REPLACED = '\ufffd';

/** `argument`: as Node has it. The full path, normalised; a byte that is no UTF-8 as electron/exclude/list-text.ts has it. */
export function pathOfArgument(argument: string): string {
  return resolve(workingDirectory(), argument.includes(REPLACED) ? whole(argument) : argument);
}

/** The kernel still has it as it was typed: proc(5), cmdline. */
function whole(argument: string): string {
  const typed = readRegularFile('/proc/self/cmdline', 'latin1').split('\0');
  const bytes = typed.find((each) => Buffer.from(each, 'latin1').toString('utf8') === argument);
  return bytes === undefined ? argument : toText(bytes);
}

function workingDirectory(): string {
  const known = process.cwd();
  return known.includes(REPLACED) ? toText(readlinkSync('/proc/self/cwd', 'latin1')) : known;
}
