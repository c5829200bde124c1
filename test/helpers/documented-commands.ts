/** The commands that README and manual pages give people to type, as those people see them. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './sandbox';

/** The shell lines of a README section, continued lines joined, comments and blank lines left out. */
export function commandsInReadme(heading: string): string[] {
  const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');
  const section = readme.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const blocks = [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
  return blocks
    .flatMap(linesOf)
    .map((line) => line.replace(/\s+#.*$/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** How the two programs that show manual pages show one. They differ in quotes, hyphens and tildes. */
const READERS: Record<string, (page: string) => string> = {
  mandoc: (page) => execFileSync('sh', ['-c', 'mandoc -T utf8 "$0" | col -b', page], { encoding: 'utf8' }),
  man: (page) =>
    execFileSync('man', ['--local-file', page], {
      encoding: 'utf8',
      env: { ...process.env, MANWIDTH: '100', LC_ALL: 'C.UTF-8', MANPAGER: 'cat', MAN_KEEP_FORMATTING: '' },
    }),
};

export const MAN_READERS = Object.keys(READERS);

/** The lines of a page's EXAMPLES that begin with this text, continued lines joined. */
export function commandsInManual(page: string, reader: string, beginning: string): string[] {
  const shown = READERS[reader]?.(join(PROJECT, `packaging/man/${page}.1`)) ?? '';
  const examples = /^EXAMPLES\n(.*?)^\S/ms.exec(shown)?.[1] ?? '';
  return linesOf(examples).filter((line) => line.startsWith(beginning));
}

function linesOf(text: string): string[] {
  return text
    .replace(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.trim());
}
