import { describe, expect, it } from 'vitest';
import { gapsOf, onlyWhatArrived } from '../../../host/short/known-tree';

const line = (kind: 'f' | 'd', name: string, state = '+', change = 1) =>
  `${kind}${state} 33188,0,0,1,1,${change},1,1 ${name}`;
const NOW = new Map([
  ['', [line('d', 'a'), line('f', 'x')].join('\n')],
  ['a', line('f', 'y')],
]);

describe('what is known of a snapshot', () => {
  it('is only what has arrived, without all that is in a directory that has not', () => {
    expect(onlyWhatArrived(NOW, (path) => path !== 'x', NOW, new Set())).toEqual(
      new Map([
        ['', line('d', 'a')],
        ['a', line('f', 'y')],
      ]),
    );
    expect(onlyWhatArrived(NOW, (path) => path !== 'a', NOW, new Set())).toEqual(
      new Map([['', line('f', 'x')]]),
    );
  });

  it('is sure only of what was there before as it is now', () => {
    const unsure = new Map([
      ['', [line('d', 'a', '-'), line('f', 'x', '-')].join('\n')],
      ['a', line('f', 'y', '-')],
    ]);
    const here = () => true;
    expect(onlyWhatArrived(NOW, here, undefined, new Set())).toEqual(unsure);
    expect(onlyWhatArrived(NOW, here, unsure, new Set())).toEqual(NOW);
    const before = new Map([...NOW, ['a', line('f', 'y', '+', 0)]]);
    expect(onlyWhatArrived(NOW, here, before, new Set()).get('a')).toBe(line('f', 'y', '-'));
  });

  it('is not sure of what rsync could not read or keep in full', () => {
    expect(onlyWhatArrived(NOW, () => true, NOW, new Set(['a/y'])).get('a')).toBe(line('f', 'y', '-'));
  });
});

describe('the gaps of a root', () => {
  const gaps = (paths: string[], count = paths.length, roots = ['/home/me']) =>
    gapsOf({ unreadable: { count, paths }, vanished: 0 }, roots, '/home/me', NOW);

  it('are paths as the list has them', () => {
    expect(gaps(['/home/me/a/y', '/home/me/\\#170'])).toEqual(new Set(['a/y', 'x']));
    expect(gaps(['/other/z'], 1, ['/home/me', '/other'])).toEqual(new Set());
  });

  it('are in a directory that is asked for each time', () => {
    const now = new Map([
      ['', line('d', 'a', '!')],
      ['a', ''],
    ]);
    const unreadable = { count: 1, paths: ['/home/me/a/hidden'] };
    expect(gapsOf({ unreadable, vanished: 0 }, ['/home/me'], '/home/me', now)).toEqual(new Set(['a/hidden']));
  });

  it.each<[string, string[], number]>([
    ['more than are named', ['/home/me/a/y'], 2],
    ['one that the list has not', ['/home/me/b'], 1],
    ['one in no root', ['/home/you/a/y'], 1],
    ['the root itself', ['/home/me'], 1],
  ])('are not known with %s', (_what, paths, count) => {
    expect(gaps(paths, count)).toBeUndefined();
  });
});
