import { expect, test } from 'vitest';
import { parseEntryLine } from '../../../host/give-back/entry-line';

test.each([
  [
    '>f+++++++++ 1004 100 rw-r--r-- plain//',
    { kind: 'file', mode: 0o644, uid: 1004, gid: 100, name: 'plain' },
  ],
  ['cd+++++++++ 0 0 rwxrws--T d///', { kind: 'directory', mode: 0o3770, uid: 0, gid: 0, name: 'd' }],
  [
    'cL+++++++++ 1 2 rwxrwxrwx a/link// -> /no -> //where',
    { kind: 'link', mode: 0o777, uid: 1, gid: 2, name: 'a/link', target: '/no -> //where' },
  ],
  ['cS+++++++++ 1 2 rw-r----- fifo//', { kind: 'special', mode: 0o640, uid: 1, gid: 2, name: 'fifo' }],
  ['cD+++++++++ 1 2 rwSr-xr-t disk//', { kind: 'device', mode: 0o5655, uid: 1, gid: 2, name: 'disk' }],
  [
    '>f+++++++++ 1 2 rwsr-xr-x caf\\#351\\#377 \\#012 -> \\#134#012//',
    { kind: 'file', mode: 0o4755, uid: 1, gid: 2, name: 'caf\xe9\xff \n -> \\#012' },
  ],
])('%s', (line, told) => {
  expect(parseEntryLine(line)).toEqual(told);
});

test.each(['', 'skipping non-regular file "x"', '>f+++++++++ x 2 rw-r--r-- n//', 'created directory /x'])(
  'no entry: "%s"',
  (line) => {
    expect(parseEntryLine(line)).toBe(undefined);
  },
);
