import { expect, test } from 'vitest';
import { rulesForTransfer } from '../../electron/exclude/rules-for-transfer';

const inside = (list: string, root = '/home/u') => rulesForTransfer(list, root, false);
const named = (list: string, root = '/home/u') => rulesForTransfer(list, root, true);

test('comments, blank lines and rules without an anchor are kept byte for byte', () => {
  const list = '# caches\n; old\n\n.cache/\n- *.tmp\n+ keep.tmp\n!\n caf\xe9\n';
  expect(inside(list)).toBe(`${list}\n`);
});

test.each([
  ['/home/u/videos/', '/videos/'],
  ['- /home/u/videos', '- /videos'],
  ['+ /home/u/videos/best/***', '+ /videos/best/***'],
  ['/home/*/videos/', '/videos/'],
  ['/home/[t-v]/videos/', '/videos/'],
  ['/h?me/u/a b/', '/a b/'],
  ['/videos/', '/videos/'],
  ['/home/other/videos', '/home/other/videos'],
  ['/home/u2/videos', '/home/u2/videos'],
  ['/home/', '/home/'],
])('the full path %s counts from the root as %s', (rule, expected) => {
  expect(inside(rule)).toBe(`${expected}\n`);
});

test('a double star that may end before or after the root becomes both', () => {
  expect(inside('/home/**/cache/')).toBe('/cache/\n/**/cache/\n');
});

test('a transfer that sends the name of the root has the name in front', () => {
  expect(named('/home/u/videos/')).toBe('/u/videos/\n');
  expect(named('/videos/')).toBe('/u/videos/\n');
  expect(named('/home/a*b/*.iso', '/home/a*b')).toBe('/a\\*b/*.iso\n');
});

test('for the root directory a full path is what rsync has it', () => {
  expect(inside('/home/u/videos/', '/')).toBe('/home/u/videos/\n');
});

test('line ends of another system end a line, as they do for rsync', () => {
  expect(inside('/home/u/a\r\n/home/u/b\rc')).toBe('/a\n/b\nc\n');
});
