/**
 * The one cluster of short flags that an rsync client sends, such as `-vnlHogDtpAXrxSze.iLsfxCIvu`: what to transfer,
 * then, behind `e.`, what the client is able to do (server_options() and maybe_add_e_option() in rsync's options.c).
 */
import { nameInReason } from './name-in-reason';

export interface ShortFlags {
  dryRun: boolean;
  compress: boolean;
  recursive: boolean;
  /** -R: a client that names what it wants sends it. */
  relative: boolean;
  /** Behind `e.`; undefined where the client says nothing of itself. */
  abilities: string | undefined;
  /** How our own vector spells it. `compress` is apart, since a long option may ask for it as well. */
  spell: (compress: boolean) => string;
}

/** In rsync's own order, each with how often it may come. */
const LETTERS: readonly (readonly [letter: string, times: number])[] = [
  ['v', 4],
  ['n', 1],
  ['l', 1],
  ['H', 1],
  ['o', 1],
  ['g', 1],
  ['D', 1],
  ['t', 1],
  ['p', 1],
  ['A', 1],
  ['X', 1],
  ['r', 1],
  ['R', 1],
  // Twice: mount points are not even sent as empty directories.
  ['x', 2],
  ['S', 1],
  ['z', 1],
];

/**
 * The abilities handed on: all that rsync 3.1 to 3.5 know. What a later client adds is left out and not refused: to an
 * rsync that does not see the letter, its client is one without that ability, which is how the protocol grows. So no
 * letter that the stream's vetting does not know can change what the stream looks like.
 */
const KNOWN_ABILITIES = ['i', 'L', 's', 'f', 'x', 'C', 'I', 'v', 'u'];

/** Named, because each was an open door in some wrapper of rsync, or will be missed by somebody. */
const REFUSED_LETTERS: Readonly<Record<string, string>> = {
  s: 'secluded arguments would come later, unseen',
  L: 'it follows symbolic links out of the root',
  k: 'it follows symbolic links out of the root',
  K: 'it follows symbolic links',
  c: 'it reads every file in full',
  C: 'it reads exclude files named by the peer',
  F: 'it reads filter files named by the peer',
  f: 'filter rules are ours to give',
  M: 'it passes options on',
  T: 'it names a directory to write to',
  U: 'it is not needed to read',
  B: "block sizes are not the peer's to choose",
};

export function parseShortFlags(token: string): ShortFlags | { reason: string } {
  const end = token.indexOf('e');
  const letters = token.slice(1, end === -1 ? undefined : end);
  const given = new Map<string, number>();
  for (const letter of letters) given.set(letter, (given.get(letter) ?? 0) + 1);

  for (const [letter, count] of given) {
    const times = LETTERS.find(([known]) => known === letter)?.[1];
    if (times === undefined) return { reason: refuseLetter(letter) };
    if (count > times) return { reason: `flag -${letter} given ${count} times` };
  }

  let abilities: string | undefined;
  if (end !== -1) {
    // A number before the dot is a pre-release of rsync, and could talk ours down to an old protocol.
    if (token[end + 1] !== '.')
      return { reason: 'option -e with anything but the abilities of a released rsync' };
    abilities = token.slice(end + 2);
    if (!/^[A-Za-z]*$/.test(abilities))
      return { reason: `malformed abilities "${nameInReason(abilities)}" behind -e` };
  }
  if (letters === '' && abilities === undefined) return { reason: 'no flags' };

  return {
    dryRun: given.has('n'),
    compress: given.has('z'),
    recursive: given.has('r'),
    relative: given.has('R'),
    abilities,
    spell: (compress) => {
      const flags = LETTERS.map(([letter]) => {
        if (letter === 'z') return compress ? 'z' : '';
        // With -vv the sender tells its peer which names it hides, and why.
        if (letter === 'v') return given.has('v') ? 'v' : '';
        return letter.repeat(given.get(letter) ?? 0);
      });
      const known = KNOWN_ABILITIES.filter((ability) => abilities?.includes(ability)).join('');
      return `-${flags.join('')}${abilities === undefined ? '' : `e.${known}`}`;
    },
  };
}

function refuseLetter(letter: string): string {
  const why = REFUSED_LETTERS[letter];
  return `flag -${nameInReason(letter)} is not allowed${why === undefined ? '' : `: ${why}`}`;
}
