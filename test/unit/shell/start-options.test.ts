import { expect, test } from 'vitest';
import { quoteExec } from '../../../electron/main/autostart';
import { parseStartOptions, type StartOptions } from '../../../electron/main/start-options';

test.each<[string[], StartOptions]>([
  [['latchkey'], { show: 'home', file: null, backUpNow: false }],
  [['latchkey', '--background'], { show: null, file: null, backUpNow: false }],
  [['latchkey', '--back-up-now'], { show: null, file: null, backUpNow: true }],
  [['latchkey', '--show', 'space'], { show: 'space', file: null, backUpNow: false }],
  [
    ['electron', '/opt/latchkey', '--files', Buffer.from('/home/u/a\xff b', 'latin1').toString('hex')],
    { show: 'files', file: '/home/u/a\xff b', backUpNow: false },
  ],
  [
    ['latchkey', '--files', Buffer.from('/home//u/../v/./-x/').toString('hex')],
    { show: 'files', file: '/home/v/-x', backUpNow: false },
  ],
  [['latchkey', '--files', '2f'], { show: 'files', file: '/', backUpNow: false }],
  ...['/home/u', '2f6', '61', '2f6100', '2F61', ''].map((wrong): [string[], StartOptions] => [
    ['latchkey', '--files', wrong],
    { show: 'home', file: null, backUpNow: false },
  ]),
  [['latchkey', '--show', 'kitchen'], { show: 'home', file: null, backUpNow: false }],
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
