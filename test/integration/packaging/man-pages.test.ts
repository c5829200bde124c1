import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXIT } from '../../../shared/exit-codes';
import { optionsInHelp, root, sorted } from '../../helpers/named-options';

const pages = ['latchkey', 'latchkey-host'] as const;
const fileOf = (page: string): string => join(root, `packaging/man/${page}.1`);

/** Only our own options stand behind Fl; those of rsync, say, in an example do not. */
function flags(page: string, macros: RegExp): string[] {
  const lines = [...readFileSync(fileOf(page), 'utf8').matchAll(macros)].map(([line]) => line);
  return sorted(lines.join('\n').matchAll(/(?<= )-[a-z][a-z-]+/g)).map((option) => `-${option}`);
}

test.each(pages)('%s(1) names the options that --help names, and no others', (page) => {
  expect(flags(page, /^\..*\bFl .*$/gm)).toEqual(optionsInHelp(page));
});

test.each(pages)('%s(1) describes each of them', (page) => {
  expect(flags(page, /^\.It Fl .*$/gm)).toEqual(optionsInHelp(page));
});

test.each(pages)('%s(1) is without fault for mandoc', (page) => {
  // Below "warning" it says which other manuals this machine has not installed.
  expect(execFileSync('mandoc', ['-T', 'lint', '-W', 'warning', fileOf(page)], { encoding: 'utf8' })).toBe(
    '',
  );
});

test('latchkey(1) has every exit code', () => {
  const [, section = ''] = readFileSync(fileOf('latchkey'), 'utf8').split('.Sh EXIT STATUS');
  const codes = [...(section.split('.Sh')[0] ?? '').matchAll(/^\.It (\d+)$/gm)].map(([, code]) =>
    Number(code),
  );
  expect(codes).toEqual(Object.values(EXIT).sort((one, other) => one - other));
});
