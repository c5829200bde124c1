import { expect, test } from 'vitest';
import { quoteExec } from '../../../electron/main/autostart';
import { parseStartOptions, type StartOptions } from '../../../electron/main/start-options';

test.each<[string[], StartOptions]>([
  [['latchkey'], { show: 'home', backUpNow: false }],
  [['latchkey', '--background'], { show: null, backUpNow: false }],
  [['latchkey', '--back-up-now'], { show: null, backUpNow: true }],
  [['latchkey', '--show', 'space'], { show: 'space', backUpNow: false }],
  [['latchkey', '--show', 'kitchen'], { show: 'home', backUpNow: false }],
])('%j', (argv, options) => {
  expect(parseStartOptions(argv)).toEqual(options);
});

test.each([
  ['/usr/bin/latchkey', '"/usr/bin/latchkey"'],
  ['/home/u/my tools/latchkey', '"/home/u/my tools/latchkey"'],
  ['/a/100%/$x', '"/a/100%%/\\\\$x"'],
  ['/a/"b"', '"/a/\\\\"b\\\\""'],
])('the Exec key for %s', (path, quoted) => {
  expect(quoteExec(path)).toBe(quoted);
});
