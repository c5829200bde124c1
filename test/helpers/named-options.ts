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

/** Sets of options that go together, as the synopses have them; sorted. */
type Synopses = string[][];

function sortedSynopses(lines: readonly string[]): Synopses {
  const sets = lines.map((line) => sorted(line.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)));
  return sets.filter((set) => set.length > 0).sort((one, other) => (String(one) < String(other) ? -1 : 1));
}

/** Each use that the help shows: from the program's name to where it says what that does. */
export function synopsesInHelp(program: 'latchkey' | 'latchkey-host'): Synopses {
  const help = execFileSync(process.execPath, [join(root, `dist/${program}.mjs`), '--help'], {
    encoding: 'utf8',
  });
  const uses = help.split(new RegExp(`^  ${program} `, 'm')).slice(1);
  const about = program === 'latchkey' ? /\n {26}(?=\S)|\n\n/ : /\n {6}(?=\S)|\n\n/;
  return sortedSynopses(uses.map((use) => use.split(about)[0] ?? ''));
}

/** Those of the manual: mdoc's .Nm begins one, and an option is behind Fl. */
export function synopsesInManual(page: string): Synopses {
  const [, section = ''] = page.split('.Sh SYNOPSIS');
  const uses = (section.split('.Sh')[0] ?? '').split('.Nm').slice(1);
  return sortedSynopses(uses.map((use) => use.replace(/\bFl -/g, ' --')));
}
