/** The machines that this user's authorized_keys lets back up here (sshd(8), AUTHORIZED_KEYS FILE FORMAT). */
import { parseCommandLine } from '../command-line';

export interface AuthorizedMachine {
  store: string;
  machine: string;
}

/** Each once, in the order of the file. Relative stores are below the home, where sshd starts a forced command. */
export function machinesInKeys(text: string, home: string): AuthorizedMachine[] {
  const found = text.split('\n').flatMap((line) => machineInLine(line, home) ?? []);
  const unique = new Map(found.map((one) => [JSON.stringify([one.store, one.machine]), one]));
  return [...unique.values()];
}

/** Undefined where the line has no forced command of ours. */
export function machineInLine(line: string, home: string): AuthorizedMachine | undefined {
  const command = forcedCommand(line);
  const words = command === undefined ? undefined : splitWords(command);
  const at = words?.findIndex((word) => /(^|\/)latchkey-host(\.mjs)?$/.test(word)) ?? -1;
  if (words === undefined || at === -1) return undefined;
  const parsed = parseCommandLine(words.slice(at + 1), home);
  if (!parsed.ok || parsed.value.kind !== 'receive') return undefined;
  const { store, machine } = parsed.value;
  return { store, machine };
}

/** As sshd reads it: in double quotes, of which one behind a backslash stands for itself. */
function forcedCommand(line: string): string | undefined {
  if (line.trimStart().startsWith('#')) return undefined;
  const [, quoted] = /(?:^|[\s,])command="((?:\\"|[^"])*)"/i.exec(line) ?? [];
  return quoted?.replaceAll('\\"', '"');
}

/** As a shell does, without what a shell would put in: a word that asks for that is one with its letters. */
function splitWords(command: string): string[] {
  const words = command.match(/(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\])+/gs) ?? [];
  return words.map((word) =>
    word.replace(
      /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/gs,
      (_, single?: string, double?: string, one?: string) =>
        single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? one ?? '',
    ),
  );
}
