import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainCommand, type Explanation } from '../../../electron/guard/parse-command';
import type { GuardPlan } from '../../../electron/guard/plan';
import { CAPTURED_COMMANDS } from './captured-commands';

const root = (path: string, name: string) => ({
  path,
  excludeFile: `/run/latchkey/${name}`,
  excludeFileWithName: `/run/latchkey/${name}-named`,
  listFile: null,
});
const plan: Pick<GuardPlan, 'roots' | 'rsync' | 'ionice' | 'dryRun' | 'bandwidthLimit' | 'silenceLimit'> = {
  rsync: '/usr/bin/rsync',
  ionice: '/usr/bin/ionice',
  dryRun: false,
  bandwidthLimit: null,
  silenceLimit: 300,
  roots: [
    root('/home/u', 'home'),
    root('/srv/a b', 'spaces'),
    root("/srv/it's [x]\\*?", 'odd'),
    root('/', 'all'),
  ],
};

function argvOf(explanation: Explanation): string[] {
  if (!explanation.allowed) throw new Error(`refused: ${explanation.reason}`);
  return explanation.argv;
}

function reasonOf(command: string, of = plan): string {
  const explanation = explainCommand(command, of);
  return explanation.allowed ? `allowed: ${explanation.argv.join(' ')}` : explanation.reason;
}

const HEAD = ['/usr/bin/ionice', '-c3', '/usr/bin/rsync', '--server', '--sender'];
const FLAGS = /^-v?n?l?H?o?g?D?t?p?A?X?r?x{0,2}S?z?(e\.i?L?s?f?x?C?I?v?u?)?$/;
const OPTIONS = [
  /^--numeric-ids$/,
  /^--one-file-system$/,
  /^--(old|new)-compress$/,
  /^--(bwlimit|timeout)=\d{1,9}$/,
  /^--compress-level=-?\d{1,6}$/,
  /^--compress-choice=(zstd|lz4|zlibx|zlib)$/,
  /^--skip-compress=[A-Za-z0-9_+.[\]/-]*$/,
];

/** Written apart from the parser: whether the vector can only be one of ours. */
function isOurs(argv: readonly string[]): boolean {
  const rest = argv.slice(HEAD.length);
  const [flags = ''] = rest;
  const [excludes = '', dot, path = ''] = rest.slice(-3);
  const asked = plan.roots.find(({ path: known }) => path === known || path === `${known}/`);
  return (
    HEAD.every((word, index) => argv[index] === word) &&
    rest.length >= 4 &&
    FLAGS.test(flags) &&
    rest.slice(1, -3).every((option) => OPTIONS.some((known) => known.test(option))) &&
    dot === '.' &&
    asked !== undefined &&
    excludes === `--exclude-from=${path.endsWith('/') ? asked.excludeFile : asked.excludeFileWithName}`
  );
}

describe('what rsync sends', () => {
  it.each(CAPTURED_COMMANDS)('%s', (command) => {
    expect(isOurs(argvOf(explainCommand(command, plan)))).toBe(true);
  });

  it('becomes a vector of our own', () => {
    expect(
      explainCommand(
        'ionice -c2 -n0 rsync --server --sender -vvvlze.LsfxCIvu --delete --timeout=9 . /home/u/',
        plan,
      ),
    ).toEqual({
      allowed: true,
      root: '/home/u',
      argv: [...HEAD, '-vlze.LsfxCIvu', '--timeout=9', '--exclude-from=/run/latchkey/home', '.', '/home/u/'],
      negotiation: { namesAlgorithms: true, compression: true },
    });
  });

  it('runs without ionice where there is none', () => {
    const argv = argvOf(explainCommand('rsync --server --sender -re.v . /home/u', { ...plan, ionice: null }));
    expect(argv[0]).toBe('/usr/bin/rsync');
  });

  it('loses abilities that the vetting does not know', () => {
    expect(argvOf(explainCommand('rsync --server --sender -re.LsVWv . /home/u', plan))).toContain('-re.Lsv');
  });

  it.each([
    ['-re.v', '', false],
    ['-rze.v', '', true],
    ['-re.v', '--compress-level=3 ', true],
    ['-rze.v', '--compress-level=0 ', true],
    ['-re.v', '--compress-choice=zstd ', false],
    ['-rze.v', '--compress-choice=lz4 --compress-level=3 ', false],
    ['-rze.v', '--old-compress ', false],
    ['-re.v', '--new-compress ', false],
    ['-rze.v', '--compress-choice=none ', false],
  ])('%s %snegotiates compression: %s', (flags, options, compression) => {
    const explained = explainCommand(`rsync --server --sender ${flags} ${options}. /home/u`, plan);
    expect(explained).toMatchObject({ negotiation: { namesAlgorithms: true, compression } });
  });

  it('without compression is without any word of it', () => {
    expect(
      argvOf(explainCommand('rsync --server --sender -rze.v --compress-choice=none . /home/u', plan)),
    ).toEqual([...HEAD, '-re.v', '--timeout=300', '--exclude-from=/run/latchkey/home-named', '.', '/home/u']);
  });
});

describe('the bandwidth', () => {
  const limitOf = (asked: string, bandwidthLimit: number | null): string[] =>
    argvOf(
      explainCommand(`rsync --server --sender -re.v ${asked}. /home/u`, { ...plan, bandwidthLimit }),
    ).filter((word) => word.startsWith('--bwlimit'));

  it.each([
    ['', null, []],
    ['', 2000, ['--bwlimit=2000']],
    ['--bwlimit=500 ', null, ['--bwlimit=500']],
    ['--bwlimit=500 ', 2000, ['--bwlimit=500']],
    ['--bwlimit=3000 ', 2000, ['--bwlimit=2000']],
    // 0 is rsync's word for "no limit": a host that asks for it gets the person's.
    ['--bwlimit=0 ', 2000, ['--bwlimit=2000']],
    ['--bwlimit=000 ', 2000, ['--bwlimit=2000']],
    ['--bwlimit=0 ', null, []],
  ] as const)('asked %sand allowed %s', (asked, allowed, spelled) => {
    expect(limitOf(asked, allowed)).toEqual(spelled);
  });
});

describe('the time without a byte', () => {
  const limitOf = (asked: string): string[] =>
    argvOf(explainCommand(`rsync --server --sender -re.v ${asked}. /home/u`, plan)).filter((word) =>
      word.startsWith('--timeout'),
    );

  it.each([
    ['', '--timeout=300'],
    ['--timeout=30 ', '--timeout=30'],
    ['--timeout=99999 ', '--timeout=300'],
    // 0 is rsync's word for "for ever".
    ['--timeout=0 ', '--timeout=300'],
    ['--timeout=000 ', '--timeout=300'],
  ])('asked %sis never without a limit', (asked, spelled) => {
    expect(limitOf(asked)).toEqual([spelled]);
  });
});

describe('the path', () => {
  it.each([
    ['/home/u', '/home/u', 'home-named'],
    ['/home/u/', '/home/u/', 'home'],
    ['/', '/', 'all'],
    ['/srv/a b/', '/srv/a b/', 'spaces'],
    ['/srv/a\\ b', '/srv/a b', 'spaces-named'],
    ["/srv/it\\'s\\ [x]\\*?/", "/srv/it's [x]\\*?/", undefined],
    ["/srv/it's [x]\\*?/", "/srv/it's [x]\\*?/", 'odd'],
    ["/srv/it\\'s\\ [x]\\\\\\*\\?/", "/srv/it's [x]\\*?/", 'odd'],
  ])('%s', (asked, path, excludes) => {
    const explained = explainCommand(`rsync --server --sender -r . ${asked}`, plan);
    expect(explained.allowed ? explained.argv.slice(-3) : undefined).toEqual(
      excludes === undefined ? undefined : [`--exclude-from=/run/latchkey/${excludes}`, '.', path],
    );
  });

  it.each([
    ['inside a root', '/home/u/secret/'],
    ['above a root', '/home'],
    ['relative', 'home/u'],
    ['the home directory', '~'],
    ['up and down', '/home/u/../u'],
    ['a doubled slash', '/home/u//'],
    ['the dot inside', '/home/u/.'],
    ['a second path', '/home/u /etc'],
    ['a second dot', '. /home/u'],
    ['nothing', ''],
    ['a space before it', ' /home/u'],
    ['a space behind it', '/home/u '],
    ['a lone backslash', '/home/u\\'],
    ['a quoted root', "'/home/u'"],
    ['a command', '/home/u;id'],
  ])('%s is refused', (_what, path) => {
    expect(reasonOf(`rsync --server --sender -r . ${path}`)).toContain('is not a root of this run');
  });
});

describe('refusals name what is wrong', () => {
  it.each([
    ['', 'no command: a shell is not offered'],
    ['sh -c id', '"sh" where rsync is expected'],
    ['/usr/bin/rsync --server --sender -r . /home/u', '"/usr/bin/rsync" where rsync is expected'],
    ['ionice rsync --server --sender -r . /home/u', '"ionice" where rsync is expected'],
    ['ionice -c9 rsync --server --sender -r . /home/u', '"ionice" where rsync is expected'],
    ['ionice -c3 -p1 rsync --server --sender -r . /home/u', '"-p1" where rsync is expected'],
    ['nice rsync --server --sender -r . /home/u', '"nice" where rsync is expected'],
    ['rsync -r /home/u h:', '--server is missing'],
    ['rsync --server -r . /home/u', '--sender is missing: it would write here'],
    ['rsync --server -r --sender . /home/u', '--sender is missing: it would write here'],
    ['rsync --server --sender', 'no flags'],
    ['rsync --server --sender . /home/u', 'no flags'],
    ['rsync --server --sender - . /home/u', 'no flags'],
    ['rsync --server --sender -r', 'no path'],
    ['rsync --server --sender -r .', 'no path'],
    ['rsync --server --sender -se.LsfxCIvu', 'flag -s is not allowed: secluded arguments'],
    ['rsync --server --sender -r -s . /home/u', 'option "-s" is not allowed'],
    ['rsync --server --sender -rL . /home/u', 'flag -L is not allowed: it follows symbolic links'],
    ['rsync --server --sender -rk . /home/u', 'flag -k is not allowed: it follows symbolic links'],
    ['rsync --server --sender -rR . /home/u', 'flag -R is not allowed'],
    ['rsync --server --sender -rr . /home/u', 'flag -r given 2 times'],
    ['rsync --server --sender -re . /home/u', 'option -e with anything but'],
    ['rsync --server --sender -re./bin/sh . /home/u', 'malformed abilities'],
    ['rsync --server --sender -re29.5.v . /home/u', 'option -e with anything but'],
    ['rsync --server --sender -r -e sh . /home/u', 'option "-e" is not allowed'],
    ['rsync --server --sender -r --rsh=sh . /home/u', 'option "--rsh" is not allowed: it names a program'],
    ['rsync --server --sender -r --bwlimit 5 . /home/u', 'option --bwlimit without its value'],
    ['rsync --server --sender -r --bwlimit=5x . /home/u', 'option --bwlimit with the value "5x"'],
    ['rsync --server --sender -r --timeout=1 --timeout=2 . /home/u', 'option --timeout given twice'],
    ['rsync --server --sender -r --numeric-ids=1 . /home/u', 'option --numeric-ids takes no value'],
    [
      'rsync --server --sender -r --compress-level=22 . /home/u',
      'option --compress-level with the value "22"',
    ],
    [
      'rsync --server --sender -r --compress-choice=auto . /home/u',
      'option --compress-choice with the value',
    ],
    ['rsync --server --sender -r --old-compress --new-compress . /home/u', 'contradict each other'],
    [
      'rsync --server --sender -r --compress-choice=none --compress-level=1 . /home/u',
      'contradict each other',
    ],
    [
      'rsync --server --sender -r --skip-compress=[ab][ab] . /home/u',
      'option --skip-compress with the value',
    ],
    ['rsync --server --sender -r --no-numeric-ids . /home/u', 'option "--no-numeric-ids" is not allowed'],
    ['rsync --server --sender -r --numeric . /home/u', 'option "--numeric" is not allowed'],
    ['rsync --server --sender -r --__proto__ . /home/u', 'option "--__proto__" is not allowed'],
    ['rsync --server --sender -r constructor . /home/u', 'word "constructor" is not allowed'],
    ['rsync --server --sender -r -- . /home/u', 'option "--" is not allowed'],
    ['rsync  --server --sender -r . /home/u', 'exactly one space'],
    [' rsync --server --sender -r . /home/u', 'exactly one space'],
    ['rsync --server --sender -r . /home/u\n', 'control character'],
    ['rsync --server --sender -r . /home/u\0', 'control character'],
    ['rsync\t--server --sender -r . /home/u', 'control character'],
    ['rsync --server --sender -r . /home/u\x9b', 'control character'],
    [`rsync --server --sender -r . /${'x'.repeat(20_000)}`, 'too long'],
  ])('%j', (command, reason) => {
    expect(reasonOf(command)).toContain(reason);
  });

  it('a dry run allows nothing but a dry run', () => {
    const dry = { ...plan, dryRun: true };
    expect(reasonOf('rsync --server --sender -re.v . /home/u', dry)).toContain('flag -n is missing');
    expect(argvOf(explainCommand('rsync --server --sender -nre.v . /home/u', dry))).toContain('-nre.v');
  });

  it('repeats at most a short, printable part of what the peer said', () => {
    const reason = reasonOf(`rsync --server --sender -r --\u202e${'y'.repeat(300)} . /home/u`);
    expect(reason).toMatch(/^[\x20-\x7e]{1,120}$/);
  });
});

// prettier-ignore
const FORBIDDEN = [
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
const someOptions = fc.shuffledSubarray([
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
]);
const aRoot = fc.constantFrom('/home/u', '/home/u/', '/', '/srv/a b', '/srv/a\\ b/');
const aPrefix = fc.constantFrom([], ['ionice', '-c3'], ['ionice', '-c2', '-n7']);

const acceptedParts = fc.record({ prefix: aPrefix, flags: aFlagCluster, options: someOptions, path: aRoot });
const inWords = (parts: { prefix: readonly string[]; flags: string; options: string[] }) => [
  ...parts.prefix,
  'rsync',
  '--server',
  '--sender',
  parts.flags,
  ...parts.options,
];

describe('properties', () => {
  it('whatever is accepted becomes a vector of our shape and our words', () => {
    fc.assert(
      fc.property(acceptedParts, (parts) => {
        const command = [...inWords(parts), '.', parts.path].join(' ');
        expect(isOurs(argvOf(explainCommand(command, plan)))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('one forbidden word anywhere is enough to be refused', () => {
    fc.assert(
      fc.property(acceptedParts, fc.constantFrom(...FORBIDDEN), fc.nat(), (parts, forbidden, at) => {
        const words = inWords(parts);
        words.splice(at % (words.length + 1), 0, forbidden);
        expect(explainCommand([...words, '.', parts.path].join(' '), plan).allowed).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('no word is allowed behind the path', () => {
    fc.assert(
      fc.property(acceptedParts, fc.constantFrom(...FORBIDDEN), (parts, forbidden) => {
        const command = [...inWords(parts), '.', parts.path, forbidden].join(' ');
        expect(explainCommand(command, plan).allowed).toBe(false);
      }),
    );
  });

  it('one changed character gives a refusal or still a vector of ours', () => {
    const aCharacter = fc.oneof(
      fc.string({ unit: 'binary', minLength: 0, maxLength: 1 }),
      fc.constantFrom(' ', '-', '=', '/', 'L', 's', 'e', '.', '\\'),
    );
    fc.assert(
      fc.property(acceptedParts, fc.nat(), fc.nat({ max: 1 }), aCharacter, (parts, at, removed, added) => {
        const command = [...inWords(parts), '.', parts.path].join(' ');
        const cut = at % command.length;
        const changed = command.slice(0, cut) + added + command.slice(cut + removed);
        const explained = explainCommand(changed, plan);
        expect(explained.allowed ? isOurs(explained.argv) : true).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('no other string is accepted, and none makes it throw', () => {
    const aWord = fc.oneof(
      fc.constantFrom(
        'rsync',
        'ionice',
        '-c3',
        '--server',
        '--sender',
        '-r',
        '.',
        '/',
        '/home/u',
        '--delete',
        ...FORBIDDEN,
      ),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(aWord).map((words) => words.join(' ')),
        ),
        (command) => {
          const explained = explainCommand(command, plan);
          expect(explained.allowed ? isOurs(explained.argv) : true).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
