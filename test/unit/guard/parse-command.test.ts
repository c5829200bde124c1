import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainCommand, type Explanation } from '../../../electron/guard/parse-command';
import { acceptedParts, FORBIDDEN, HEAD, inWords, isOurs, PLAN } from '../../helpers/fuzz/sender-command';
import { CAPTURED_COMMANDS } from './captured-commands';

function argvOf(explanation: Explanation): string[] {
  if (!explanation.allowed) throw new Error(`refused: ${explanation.reason}`);
  return explanation.argv;
}

function reasonOf(command: string, of = PLAN): string {
  const explanation = explainCommand(command, of);
  return explanation.allowed ? `allowed: ${explanation.argv.join(' ')}` : explanation.reason;
}

describe('what rsync sends', () => {
  it.each(CAPTURED_COMMANDS)('%s', (command) => {
    expect(isOurs(argvOf(explainCommand(command, PLAN)))).toBe(true);
  });

  it('becomes a vector of our own', () => {
    expect(
      explainCommand(
        'ionice -c2 -n0 rsync --server --sender -vvvlze.LsfxCIvu --delete --timeout=9 . /home/u/',
        PLAN,
      ),
    ).toEqual({
      allowed: true,
      root: '/home/u',
      argv: [...HEAD, '-vlze.LsfxCIvu', '--timeout=9', '--exclude-from=/run/latchkey/home', '.', '/home/u/'],
      negotiation: { namesAlgorithms: true, compression: true },
    });
  });

  it('runs without ionice where there is none', () => {
    const argv = argvOf(explainCommand('rsync --server --sender -re.v . /home/u', { ...PLAN, ionice: null }));
    expect(argv[0]).toBe('/usr/bin/rsync');
  });

  it('loses abilities that the vetting does not know', () => {
    expect(argvOf(explainCommand('rsync --server --sender -re.LsVWv . /home/u', PLAN))).toContain('-re.Lsv');
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
    const explained = explainCommand(`rsync --server --sender ${flags} ${options}. /home/u`, PLAN);
    expect(explained).toMatchObject({ negotiation: { namesAlgorithms: true, compression } });
  });

  it('without compression is without any word of it', () => {
    expect(
      argvOf(explainCommand('rsync --server --sender -rze.v --compress-choice=none . /home/u', PLAN)),
    ).toEqual([...HEAD, '-re.v', '--timeout=300', '--exclude-from=/run/latchkey/home-named', '.', '/home/u']);
  });
});

describe('the bandwidth', () => {
  const limitOf = (asked: string, bandwidthLimit: number | null): string[] =>
    argvOf(
      explainCommand(`rsync --server --sender -re.v ${asked}. /home/u`, { ...PLAN, bandwidthLimit }),
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
    argvOf(explainCommand(`rsync --server --sender -re.v ${asked}. /home/u`, PLAN)).filter((word) =>
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
    const explained = explainCommand(`rsync --server --sender -r . ${asked}`, PLAN);
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
    const dry = { ...PLAN, dryRun: true };
    expect(reasonOf('rsync --server --sender -re.v . /home/u', dry)).toContain('flag -n is missing');
    expect(argvOf(explainCommand('rsync --server --sender -nre.v . /home/u', dry))).toContain('-nre.v');
  });

  it('repeats at most a short, printable part of what the peer said', () => {
    const reason = reasonOf(`rsync --server --sender -r --\u202e${'y'.repeat(300)} . /home/u`);
    expect(reason).toMatch(/^[\x20-\x7e]{1,120}$/);
  });
});

describe('properties', () => {
  it('whatever is accepted becomes a vector of our shape and our words', () => {
    fc.assert(
      fc.property(acceptedParts, (parts) => {
        const command = [...inWords(parts), '.', parts.path].join(' ');
        expect(isOurs(argvOf(explainCommand(command, PLAN)))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('one forbidden word anywhere is enough to be refused', () => {
    fc.assert(
      fc.property(acceptedParts, fc.constantFrom(...FORBIDDEN), fc.nat(), (parts, forbidden, at) => {
        const words = inWords(parts);
        words.splice(at % (words.length + 1), 0, forbidden);
        expect(explainCommand([...words, '.', parts.path].join(' '), PLAN).allowed).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('no word is allowed behind the path', () => {
    fc.assert(
      fc.property(acceptedParts, fc.constantFrom(...FORBIDDEN), (parts, forbidden) => {
        const command = [...inWords(parts), '.', parts.path, forbidden].join(' ');
        expect(explainCommand(command, PLAN).allowed).toBe(false);
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
        const explained = explainCommand(changed, PLAN);
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
          const explained = explainCommand(command, PLAN);
          expect(explained.allowed ? isOurs(explained.argv) : true).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
