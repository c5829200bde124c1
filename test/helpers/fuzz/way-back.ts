/** What a laptop's rsync asks the way back for, made by its grammar and by what comes near it, and what may come of it. */
import fc from 'fast-check';
import type { parseSenderCommand } from '../../../host/give-back/parse-sender-command';

const FLAGS = /^-([nlHogDtpAXrcRS]+)e\.([iLsfxCIvu]*)$/;

/** What is wrong with what came of it, in words. Written apart from the parser. */
export function faultOfParsed(parsed: ReturnType<typeof parseSenderCommand>): string | undefined {
  if (!parsed.ok) return undefined;
  const [cluster = '', ...options] = parsed.flags;
  const [, letters = '', abilities] = FLAGS.exec(cluster) ?? [];
  const expected = letters.includes('D') ? '--numeric-ids' : '--specials --numeric-ids';
  const isOurs =
    letters.includes('r') &&
    letters.includes('R') &&
    new Set(letters).size === letters.length &&
    options.join(' ') === expected &&
    abilities === parsed.abilities;
  return isOurs ? undefined : `not of our shape: ${parsed.flags.join(' ')}`;
}

const LETTERS = Array.from('nlHogDtpAXrcRS');
const someFlags = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.shuffledSubarray(LETTERS), fc.stringMatching(/^[iLsfxCIvu]{0,9}$/))
      .map(([letters, abilities]) => `-${letters.join('')}e.${abilities}`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.subarray(LETTERS), fc.stringMatching(/^e[0-9.]{0,5}[A-Za-z]{0,9}$/))
      .map(([letters, said]) => `-rR${letters.filter((letter) => !'rR'.includes(letter)).join('')}${said}`),
  },
  { weight: 1, arbitrary: fc.stringMatching(/^-[A-Za-z]{1,16}(e\.[A-Za-z./;]{0,9})?$/) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
);
const aWord = fc.oneof(
  fc.constantFrom('--specials', '--numeric-ids', '.', '..', './', '/', '/etc', '--devices', '--daemon', ''),
  fc.constantFrom(
    '--files-from=/etc/passwd',
    '--log-file=/x',
    '--fake-super',
    '--no-fake-super',
    '-s',
    '-e',
    'sh',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const theRest = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(['--specials', '--numeric-ids', '.', '.'], ['--numeric-ids', '.', '.']),
  },
  { weight: 1, arbitrary: fc.array(aWord, { maxLength: 6 }) },
);
const aStart = fc.oneof(
  { weight: 8, arbitrary: fc.constant(['rsync', '--server', '--sender']) },
  { weight: 1, arbitrary: fc.array(aWord, { maxLength: 4 }) },
);

/** Its words, with up to two more at any place. */
export const aWayBackCommand: fc.Arbitrary<string[]> = fc
  .record({
    words: fc.tuple(aStart, someFlags, theRest).map(([start, flags, rest]) => [...start, flags, ...rest]),
    added: fc.array(fc.tuple(fc.nat(), aWord), { maxLength: 2 }),
    isAdded: fc.boolean(),
  })
  .map(({ words, added, isAdded }) => {
    const all = [...words];
    if (isAdded) for (const [at, word] of added) all.splice(at % (all.length + 1), 0, word);
    return all;
  });
