/** The commands that README and manual pages give people to type, as those people see them. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './sandbox';

export function commandsInReadme(heading: string): string[] {
  return commandsIn('README.md', heading);
}

/** The shell lines of a document's section, continued lines joined, comments and blank lines left out. */
export function commandsIn(document: string, heading: string): string[] {
  return blocksIn(document, heading, 'sh')
    .flatMap(linesOf)
    .map((line) => line.replace(/\s+#.*$/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** What stands in a section between "```LANGUAGE" and "```". */
export function blocksIn(document: string, heading: string, language: string): string[] {
  const text = readFileSync(join(PROJECT, document), 'utf8');
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const blocks = section.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'));
  return [...blocks].map(([, block = '']) => block);
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
