import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinPort, splitPort } from '../../shared/ssh-arguments';

test.each([
  [[], null, []],
  [['-p', '2222'], 2222, []],
  [['-v', '-p', '2222', '-4'], 2222, ['-v', '-4']],
  [['-p2222', '-v'], 2222, ['-v']],
  // The first counts, as for ssh; the other is left as it was found.
  [['-p', '22', '-p', '23'], 22, ['-p', '23']],
  [['-oPort=22'], null, ['-oPort=22']],
  [['-p'], null, ['-p']],
  [['-p', 'x'], null, ['-p', 'x']],
] as const)('of %j the port is %j', (sshArgs, port, others) => {
  expect(splitPort(sshArgs)).toEqual({ port, others });
});

test('what was put together is taken apart again', () => {
  const others = fc.array(fc.constantFrom('-v', '-4', '-oPort=3', '-p', '7'));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 65_535 }), others, (port, words) => {
      expect(splitPort(joinPort({ port, others: words }))).toEqual({ port, others: words });
    }),
  );
});
