/**
 * Commands of the sending side, made by the grammar of rsync's clients and by what comes near it, and what a vector of the
 * guard may look like: written apart from the parser, so that the one holds the other.
 */
import fc from 'fast-check';
import type { Explanation } from '../../../electron/guard/parse-command';
import type { GuardPlan } from '../../../electron/guard/plan';

export type CommandPlan = Pick<
  GuardPlan,
  'roots' | 'rsync' | 'ionice' | 'dryRun' | 'bandwidthLimit' | 'silenceLimit'
>;

const root = (path: string, name: string, listFile: string | null = null) => ({
  path,
  excludeFile: `/run/latchkey/${name}`,
  excludeFileWithName: `/run/latchkey/${name}-named`,
  listFile,
});

export const PLAN: CommandPlan = {
  rsync: '/usr/bin/rsync',
  ionice: '/usr/bin/ionice',
  dryRun: false,
  bandwidthLimit: null,
  silenceLimit: 300,
  roots: [
    root('/home/u', 'home', '/run/latchkey/list-0'),
    root('/srv/a b', 'spaces'),
    root("/srv/it's [x]\\*?", 'odd'),
    root('/', 'all'),
  ],
};

export const HEAD = ['/usr/bin/ionice', '-c3', '/usr/bin/rsync', '--server', '--sender'];
const FLAGS = /^-v?n?l?H?o?g?D?t?p?A?X?r?R?x{0,2}S?z?(e\.i?L?s?f?x?C?I?v?u?)?$/;
/** As a word each: what is wanted is named in the stream, with -R, and never with -r. */
const NAMES = ['--files-from=-', '--from0', '--ignore-missing-args'];
const OPTIONS = [
  /^--numeric-ids$/,
  /^--one-file-system$/,
  /^--(old|new)-compress$/,
  /^--bwlimit=\d{1,9}$/,
  /^--timeout=\d{1,9}$/,
  /^--compress-level=-?\d{1,6}$/,
  /^--compress-choice=(zstd|lz4|zlibx|zlib)$/,
  /^--skip-compress=[A-Za-z0-9_+.[\]/-]*$/,
];

/** Whether the vector can only be one of ours, under this plan. */
export function isOurs(argv: readonly string[], plan: CommandPlan = PLAN): boolean {
  const head = plan.ionice === null ? HEAD.slice(2) : HEAD;
  const rest = argv.slice(head.length);
  const [flags = ''] = rest;
  const [excludes = '', dot, path = ''] = rest.slice(-3);
  const given = rest.slice(1, -3);
  const names = given.filter((option) => NAMES.includes(option));
  const options = given.filter((option) => !NAMES.includes(option));
  const [letters = ''] = flags.split('e.');
  const asked = plan.roots.find(({ path: known }) => path === known || path === `${known}/`);
  const limitOf = (name: string) =>
    Number(options.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1));
  return (
    head.every((word, index) => argv[index] === word) &&
    rest.length >= 4 &&
    FLAGS.test(flags) &&
    (names.length === 0
      ? !letters.includes('R')
      : names.join() === NAMES.join() &&
        letters.includes('R') &&
        !letters.includes('r') &&
        path.endsWith('/') &&
        typeof asked?.listFile === 'string') &&
    (!plan.dryRun || /^-v?n/.test(flags)) &&
    OPTIONS.every((known) => options.filter((option) => known.test(option)).length <= 1) &&
    options.every((option) => OPTIONS.some((known) => known.test(option))) &&
    limitOf('--timeout') >= 1 &&
    limitOf('--timeout') <= plan.silenceLimit &&
    (plan.bandwidthLimit === null ||
      (limitOf('--bwlimit') >= 1 && limitOf('--bwlimit') <= plan.bandwidthLimit)) &&
    dot === '.' &&
    asked !== undefined &&
    excludes === `--exclude-from=${path.endsWith('/') ? asked.excludeFile : asked.excludeFileWithName}`
  );
}

/** What is wrong with an explanation, in words; undefined for a refusal, and for what is allowed as it should be. */
export function faultOf(explained: Explanation, plan: CommandPlan = PLAN): string | undefined {
  if (!explained.allowed) {
    return /^[\x20-\x7e]{1,240}$/.test(explained.reason) ? undefined : 'a reason that no terminal should see';
  }
  const { argv, negotiation, root: told } = explained;
  if (!isOurs(argv, plan)) return `not of our shape: ${argv.join(' ')}`;
  const path = argv.at(-1) ?? '';
  if (path !== told && path !== `${told}/`) return `${told} is told, and ${path} is read`;
  // What the vetting expects of the stream is what rsync will read: it has this vector and nothing else.
  const flags = argv.find((word) => /^-[^-]/.test(word) && word !== '-c3') ?? '';
  const [letters = '', abilities = ''] = flags.split('e.');
  const chosen = argv.some((word) => /^--((old|new)-compress|compress-choice=.*)$/.test(word));
  const expected = {
    namesAlgorithms: abilities.includes('v'),
    compression:
      (letters.includes('z') || argv.some((word) => word.startsWith('--compress-level='))) && !chosen,
  };
  return negotiation.namesAlgorithms === expected.namesAlgorithms &&
    negotiation.compression === expected.compression
    ? undefined
    : `the stream would be read in two ways: ${argv.join(' ')}`;
}

// prettier-ignore
export const FORBIDDEN = [
  '--sender', '--server', '--daemon', '--config=/x', '--remove-source-files', '--remove-sent-files',
  '--log-file=/home/u/x', '--log-format=%i', '--log-file-format=x', '--secluded-args', '--protect-args', '-s',
  '--files-from=/etc/x', '--files-from=-', '--from0', '--copy-devices', '--write-devices', '--debug=ALL', '--info=FLIST2',
  '-e', '-esh', '--rsh=sh', '-L', '-k', '--copy-links', '--copy-dirlinks', '--copy-unsafe-links', '-R', '--relative',
  '--fake-super', '--', '-', '--exclude-from=/x', '--filter=!', '--include=*', '-f!', '-F', '-C', '--cvs-exclude',
  '--checksum-choice=md5', '--protocol=29', '--iconv=.', '-c', '--checksum', '-M--x', '--no-r', '--temp-dir=/x', '-T/x',
  '--backup-dir=/x', '--partial-dir=/x', '--max-alloc=0', '--checksum-seed=1', '-B1', '--append', '--inplace',
  '--ignore-missing-args', '--password-file=/x', '--read-batch=/x', '--write-batch=/x', '--list-only', '-d', '-h',
  '--help', '-V', '--version', '--msgs2stderr', '--stderr=all', '--outbuf=L', '--stop-at=1', '--usermap=*:0', '/etc', '..', '~', '',
];

const aFlagCluster = fc
  .tuple(
    fc.shuffledSubarray(['n', 'l', 'H', 'o', 'g', 'D', 't', 'p', 'A', 'X', 'r', 'x', 'S', 'z', 'v']),
    fc.integer({ min: 1, max: 4 }),
    fc.option(fc.stringMatching(/^[A-Za-z]{0,9}$/), { nil: undefined }),
  )
  .map(([letters, verbosity, abilities]) => {
    const flags = letters.map((letter) => (letter === 'v' ? 'v'.repeat(verbosity) : letter)).join('');
    return `-${flags === '' ? 'r' : flags}${abilities === undefined ? '' : `e.${abilities}`}`;
  });
const ACCEPTED_OPTIONS = [
  '--numeric-ids',
  '--one-file-system',
  '--bwlimit=5',
  '--timeout=300',
  '--compress-level=3',
  '--compress-choice=zstd',
  '--skip-compress=gz/mp[34]',
  '--delete',
  '--delete-during',
  '--delete-excluded',
];
const someOptions = fc.shuffledSubarray(ACCEPTED_OPTIONS);
const aRoot = fc.constantFrom('/home/u', '/home/u/', '/', '/srv/a b', '/srv/a\\ b/');
const aPrefix = fc.constantFrom([], ['ionice', '-c3'], ['ionice', '-c2', '-n7']);

export const acceptedParts = fc.record({
  prefix: aPrefix,
  flags: aFlagCluster,
  options: someOptions,
  path: aRoot,
});
export const inWords = (parts: { prefix: readonly string[]; flags: string; options: string[] }): string[] => [
  ...parts.prefix,
  'rsync',
  '--server',
  '--sender',
  parts.flags,
  ...parts.options,
];

/** Anything between a letter too many and a word of no rsync: what stands at one place of the grammar. */
const aValue = fc.oneof(
  fc.constantFrom('0', '000', '5', '-5', '19', '20', '999999999', '9999999999', '1e9', '0x10', '+1', '', ' '),
  fc.constantFrom('zstd', 'lz4', 'zlibx', 'zlib', 'none', 'auto', 'md5', 'zstd,zlib', 'ZSTD', 'gz/mp[34]'),
  fc.constantFrom('[ab][ab]', 'a\\[b\\]', '/etc/passwd', '.', '..', '!', '%i', '\u202e', '['.repeat(40)),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const aName = fc.oneof(
  fc.constantFrom(...ACCEPTED_OPTIONS, ...FORBIDDEN).map((option) => option.replace(/=.*$/su, '')),
  fc.constantFrom('--old-compress', '--new-compress', '--delete-before', '--delete-delay', '--delete-after'),
  fc.stringMatching(/^--[a-z-]{1,12}$/),
);
const anOption = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ACCEPTED_OPTIONS) },
  { weight: 3, arbitrary: fc.tuple(aName, aValue).map(([name, value]) => `${name}=${value}`) },
  { weight: 1, arbitrary: aName },
  { weight: 1, arbitrary: fc.constantFrom(...FORBIDDEN) },
);
const anyFlags = fc.oneof(
  { weight: 5, arbitrary: aFlagCluster },
  { weight: 1, arbitrary: fc.stringMatching(/^-[a-zA-Z]{1,20}(e[.0-9]{0,3}[A-Za-z./]{0,9})?$/) },
);
const anyPath = fc.oneof(
  { weight: 4, arbitrary: aRoot },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        aRoot,
        fc.constantFrom('/', '//', '.', '/..', '/secret', ' ', '\\', '\\/', ' /etc', "'", '\0', '\n'),
      )
      .map((parts) => parts.join('')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('~', '', '.', '/etc', 'home/u', '/home', '\\/home\\/u', '/./', '/home/./u'),
  },
);
const aStart = fc.oneof(
  { weight: 6, arbitrary: aPrefix.map((prefix) => [...prefix, 'rsync', '--server', '--sender']) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        ...['ionice -c3 ionice -c3 rsync --server --sender', 'ionice -c3 -n8 rsync --server --sender'],
        ...[
          'rsync --sender --server',
          'rsync --server',
          '/usr/bin/rsync --server --sender',
          'nice rsync --server --sender',
        ],
      )
      .map((words) => words.split(' ')),
  },
);

/** Most of them are nearly right, one in some is right. */
export const aNearCommand: fc.Arbitrary<string> = fc
  .record({
    start: aStart,
    flags: anyFlags,
    options: fc.array(anOption, { maxLength: 6 }),
    dot: fc.oneof(
      { weight: 9, arbitrary: fc.constant(['.']) },
      { weight: 1, arbitrary: fc.constantFrom([], ['.', '.'], ['..']) },
    ),
    path: anyPath,
    behind: fc.oneof(
      { weight: 12, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: anOption.map((word) => [word]) },
    ),
    between: fc.oneof(
      { weight: 20, arbitrary: fc.constant(' ') },
      { weight: 1, arbitrary: fc.constantFrom('  ', '\t', '\u00a0', '\u2028') },
    ),
  })
  .map(({ start, flags, options, dot, path, behind, between }) =>
    [...start, flags, ...options, ...dot, path, ...behind].join(between),
  );

export const aPlan: fc.Arbitrary<CommandPlan> = fc.record({
  rsync: fc.constant(PLAN.rsync),
  ionice: fc.constantFrom(PLAN.ionice, null),
  dryRun: fc.boolean(),
  bandwidthLimit: fc.constantFrom(null, 1, 2000),
  silenceLimit: fc.constantFrom(1, 300),
  roots: fc.subarray(PLAN.roots),
});
