import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXIT } from '../../../shared/exit-codes';
import { optionsInHelp, root, sorted, synopsesInHelp, synopsesInManual } from '../../helpers/named-options';

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

test.each(pages)('%s(1) has the synopses of --help', (page) => {
  expect(synopsesInManual(readFileSync(fileOf(page), 'utf8'))).toEqual(synopsesInHelp(page));
});

test.each(pages)('%s(1) keeps the columns of its tables apart in man', (page) => {
  const rows = [...readFileSync(fileOf(page), 'utf8').matchAll(/^\.It (.*) Ta (.*)$/gm)].map((row) =>
    row.slice(1).map((cell) => cell.replace(/\b(Sy|Pq|No) /g, '').replace(/Fl (?=-)/g, '-')),
  );
  const env = { ...process.env, MANWIDTH: '80', LC_ALL: 'C', GROFF_NO_SGR: '1' };
  const shown = execFileSync('man', ['-l', fileOf(page)], { encoding: 'utf8', env })
    .replace(OVERSTRUCK, '')
    .split('\n');
  for (const [name = '', what = ''] of rows) {
    const words = what.replace(' --floor', ' (--floor)');
    expect(
      shown.some((line) => line.trim().split(/ {2,}/).join('|') === `${name}|${words}`),
      name,
    ).toBe(true);
  }
});

test.each(pages)('%s(1) is without fault for mandoc', (page) => {
  // Below "warning" it says which other manuals this machine has not installed.
  expect(execFileSync('mandoc', ['-T', 'lint', '-W', 'warning', fileOf(page)], { encoding: 'utf8' })).toBe(
    '',
  );
});

test.each([
  [
    '--help',
    () =>
      execFileSync(process.execPath, [join(root, 'dist/latchkey.mjs'), '--help'], { encoding: 'utf8' }).split(
        'Exit codes:',
      )[1] ?? '',
    /(?<=^ |,\s)(\d+)(?=\s)/g,
  ],
  [
    'the README',
    () => readFileSync(join(root, 'README.md'), 'utf8').split('| exit code |')[1]?.split('\n\n')[0] ?? '',
    /^\| (\d+) /gm,
  ],
] as const)('%s has every exit code', (_, read, pattern) => {
  const codes = [...read().matchAll(pattern)].map(([, code]) => Number(code));
  expect(codes.sort((one, other) => one - other)).toEqual(
    Object.values(EXIT).sort((one, other) => one - other),
  );
});

/** A letter and a backspace: how a terminal of old made the next one bold. */
const OVERSTRUCK = new RegExp(`.${String.fromCharCode(8)}`, 'g');

test('latchkey(1) has every exit code', () => {
  const [, section = ''] = readFileSync(fileOf('latchkey'), 'utf8').split('.Sh EXIT STATUS');
  const codes = [...(section.split('.Sh')[0] ?? '').matchAll(/^\.It (\d+)$/gm)].map(([, code]) =>
    Number(code),
  );
  expect(codes).toEqual(Object.values(EXIT).sort((one, other) => one - other));
});
