import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whyRuleIsRefused } from '../../../electron/guard/filter-rule';

const judge = (rule: string) => whyRuleIsRefused(Buffer.from(rule, 'latin1'));

describe('rules that can only be added behind ours', () => {
  it.each([
    '- a',
    '+ a',
    '-s a',
    '-sr a',
    '-p .partial/',
    '-! *.o',
    '-/ /home/u/x',
    '+/! a',
    '- *',
    '-_a',
    '-  a',
    '- a\nb',
    '- \xe9',
  ])('%j passes', (rule) => {
    expect(judge(rule)).toBeUndefined();
  });
});

describe('all others', () => {
  it.each([
    ['!', 'clears our exclude list'],
    ['! ', 'clears our exclude list'],
    ['. /etc/passwd', "reads a file of the peer's choice"],
    ['.- /etc/passwd', "reads a file of the peer's choice"],
    [': .rsync-filter', "reads files of the peer's choice"],
    [':C', "reads files of the peer's choice"],
    ['H a', 'not allowed'],
    ['R a', 'not allowed'],
    ['clear', 'not allowed'],
    ['merge /etc/passwd', 'not allowed'],
    ['dir-merge x', 'not allowed'],
    ['exclude a', 'not allowed'],
    ['include a', 'not allowed'],
    ['hide a', 'not allowed'],
    ['show a', 'not allowed'],
    ['protect a', 'not allowed'],
    ['risk a', 'not allowed'],
    [' - a', 'not allowed'],
    ['a', 'not allowed'],
    ['\0', 'not allowed'],
    ['-C', 'modifier "C"'],
    ['-,s a', 'modifier ","'],
    ['-x user.secret', 'modifier "x"'],
    ['-e a', 'modifier "e"'],
    ['-n a', 'modifier "n"'],
    ['-w a', 'modifier "w"'],
    ['-- a', 'modifier "-"'],
    ['-+ a', 'modifier "+"'],
    ['-\ta', 'modifier "?"'],
    ['-', 'without a pattern'],
    ['- ', 'without a pattern'],
    ['-_', 'without a pattern'],
    ['-s', 'without a pattern'],
    ['- a\0', 'NUL'],
    ['-\0! ', 'NUL'],
  ])('%j is refused', (rule, reason) => {
    expect(judge(rule)).toContain(reason);
  });

  it('whatever passes begins with a sign and plain modifiers', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 12 }), (bytes) => {
        const rule = Buffer.from(bytes);
        if (whyRuleIsRefused(rule) === undefined)
          expect(rule.toString('latin1')).toMatch(/^[-+][/!srp]*[ _][^\0]+$/);
      }),
      { numRuns: 5000 },
    );
  });
});
