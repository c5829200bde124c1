/** The long options that a program's own help, as built, names: what manuals and completions are held against. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export function optionsInHelp(program: 'latchkey' | 'latchkey-host'): string[] {
  const help = execFileSync(process.execPath, [join(root, `dist/${program}.mjs`), '--help'], {
    encoding: 'utf8',
  });
  return sorted(help.matchAll(/(?<![\w-])--[a-z][a-z-]*/g));
}

export function sorted(matches: Iterable<RegExpMatchArray>): string[] {
  return [...new Set([...matches].map(([name]) => name))].sort();
}
