import { describe, expect, it } from 'vitest';
import { compareLists } from '../../../host/short/compare-lists';
import { wantedOf } from '../../../host/short/wanted';

interface Told {
  change?: number;
  ino?: number;
  names?: number;
  state?: '+' | '-' | '!';
}

const line = (
  kind: 'f' | 'd' | 'o',
  name: string,
  { change = 1, ino = 1, names = 1, state = '+' }: Told = {},
) => `${kind}${state} 33188,0,0,1,1,${change},${ino},${names} ${name}`;
const blocks = (told: Record<string, string[]>) =>
  new Map(Object.entries(told).map(([directory, lines]) => [directory, lines.join('\n')]));

const KNOWN = blocks({
  '': [line('d', 'a'), line('f', 'x')],
  a: [line('d', 'b'), line('f', 'y')],
  'a/b': [line('f', 'z')],
});

function compare(now: Record<string, string[]>) {
  const { asked, touched, unchanged } = compareLists(KNOWN, new Map([...KNOWN, ...blocks(now)]));
  return { asked: [...asked.keys()].sort(), touched: [...touched].sort(), unchanged: unchanged.sort() };
}

describe('two lists', () => {
  it('that are the same: all is taken over, nothing is asked for', () => {
    expect(compare({})).toEqual({ asked: [], touched: [''], unchanged: ['a', 'x'] });
  });

  it.each<[string, Record<string, string[]>, string[]]>([
    ['changed', { 'a/b': [line('f', 'z', { change: 2 })] }, ['a/b/z']],
    ['another one with its name', { 'a/b': [line('f', 'z', { ino: 2 })] }, ['a/b/z']],
    ['of another kind', { 'a/b': [line('o', 'z')] }, ['a/b/z']],
    ['new', { 'a/b': [line('f', 'n')] }, ['a/b/n']],
    ['perhaps changing', { 'a/b': [line('f', 'z', { state: '-' })] }, ['a/b/z']],
    ['gone', { 'a/b': [] }, []],
  ])(
    'with a file that is %s: it is asked for, what is beside its directories is taken over',
    (_what, now, asked) => {
      expect(compare(now)).toEqual({ asked, touched: ['', 'a', 'a/b'], unchanged: ['a/y', 'x'] });
    },
  );

  it('ask again for what may have changed at either time, though nothing tells so', () => {
    const known = new Map([...KNOWN, ['a/b', line('f', 'z', { state: '-' })]]);
    expect([...compareLists(known, known).asked.keys()]).toEqual(['a/b/z']);
    expect([...compareLists(known, KNOWN).asked.keys()]).toEqual(['a/b/z']);
  });

  it('ask for a directory by itself where it alone has changed', () => {
    const changed = compare({ a: [line('d', 'b', { change: 2 }), line('f', 'y')] });
    expect(changed).toEqual({ asked: ['a/b'], touched: ['', 'a', 'a/b'], unchanged: ['a/b/z', 'a/y', 'x'] });
  });

  it('ask for all names of a file of which one has changed', () => {
    const grouped = { change: 2, ino: 9, names: 2 };
    const known = new Map([
      ...KNOWN,
      ['', [line('d', 'a'), line('f', 'x', { ...grouped, change: 1 })].join('\n')],
    ]);
    // Seen before and after it was linked.
    const now = new Map([...known, ['a/b', line('f', 'z', grouped)]]);
    expect([...compareLists(known, now).asked.keys()].sort()).toEqual(['a/b/z', 'x']);
  });
});

describe('what is asked for', () => {
  const BY_RULES = { names: false, rules: true };
  const BY_NAMES = { names: true, rules: false };
  const wanted = (now: Record<string, string[]>, ways: { names: boolean; rules: boolean }) => {
    const listed = blocks({ '': [], ...now });
    const made = wantedOf(compareLists(KNOWN, listed), listed, ways);
    return typeof made === 'string' ? made : made.map(({ kind, text }) => [kind, ...text.split('\0')]);
  };

  it('is let through by rules: each name, the directories above it, and nothing else', () => {
    const now = { '': [line('d', '[a]')], '[a]': [line('f', '*'), line('f', 'back\\slash')] };
    expect(wanted(now, BY_RULES)).toEqual([
      ['rules', '+ /\\[a]/', '+ /\\[a]/\\*', '+ /\\[a]/back\\\\slash', '- *', ''],
    ]);
    expect(wanted({ '': [line('f', 'back\\slash')] }, BY_RULES)).toEqual([
      ['rules', '+ /back\\slash', '- *', ''],
    ]);
  });

  it('is all in a directory that cannot be read, so that it is told', () => {
    const now = { '': [line('d', 'b\\', { state: '!' })], 'b\\': [] };
    expect(wanted(now, BY_RULES)).toEqual([['rules', '+ /b\\/', '+ /b\\\\/***', '- *', '']]);
    expect(wanted(now, BY_NAMES)).toBe('there are include rules, and directories that cannot be read');
  });

  it('is said by names where rules cannot say it, and directories by themselves', () => {
    const now = { '': [line('d', '[a]')], '[a]': [line('f', '*')] };
    expect(wanted(now, BY_NAMES)).toEqual([['names', './[a]', './[a]/*', '']]);
    expect(wanted(now, { names: false, rules: false })).toBe('there are include rules');
    expect(wanted({ '': [line('f', 'n'.repeat(4094))] }, BY_NAMES)).toBe('a path is too long');
    const old = Array.from({ length: 10_000 }, (_, index) => line('f', `n${index}`));
    const most = Array.from({ length: 3000 }, (_, index) => line('f', `${index}${'n'.repeat(3000)}`));
    const before = new Map([['', old.join('\n')]]);
    const after = new Map([['', [...old, ...most].join('\n')]]);
    expect(wantedOf(compareLists(before, after), after, BY_NAMES)).toBe('too much has changed');
  });

  it('is not asked for by rules where it is much, much in many places, or a path too long', () => {
    const many = Array.from({ length: 200 }, (_, index) => line('f', `n${index}`));
    expect(wanted({ '': many }, BY_RULES)).toBe('much of it has changed');
    expect(wanted({ '': many }, BY_NAMES)).toBe('much of it has changed');
    expect(wanted({ '': [line('f', 'n'.repeat(4000))] }, BY_RULES)).toBe('a path is too long');
    const old = Array.from({ length: 9000 }, (_, index) => line('f', `n${index}`));
    const changed = old.map((one, index) => (index % 10 === 0 ? line('f', `n${index}`, { change: 2 }) : one));
    const closed = line('d', 'closed', { state: '!' });
    const now = new Map([['', [...changed, closed].join('\n')]]);
    const apart = compareLists(new Map([['', [...old, closed].join('\n')]]), now);
    expect(wantedOf(apart, now, BY_RULES)).toBe('what has changed is in too many places');
    // By both: nobody would hear what cannot be read in a directory that is only named.
    expect(wantedOf(apart, now, { names: true, rules: true })).toMatchObject([
      { kind: 'names' },
      { kind: 'rules', text: '+ /closed/\0+ /closed/***\0- *\0' },
    ]);
  });
});
