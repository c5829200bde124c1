/**
 * bin/latchkey, by the real sh, in stand-ins of the two places it can be in: what it starts tells how it was started.
 */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { VIEWS } from '../../shared/views';
import { PROJECT, startProgram, type Finished } from '../helpers/sandbox';

let place: string;

beforeEach(() => {
  // What a path may hold, and a shell may trip over.
  place = join(mkdtempSync(join(tmpdir(), 'lk-')), "a place's $name *");
  mkdirSync(place);
});

afterEach(() => {
  rmSync(dirname(place), { recursive: true, force: true });
});

/** Says what it is, what it was told, and what of the environment matters to it. */
function putProgram(file: string, name: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    `#!/bin/sh
if [ "$1" = --version ]; then echo v20.20.0; exit; fi
case $1 in */electron-setup.mjs) echo "$(dirname "$0")/set up"; exit ;; esac
printf '%s\\n' "program=${name}" "launcher=$LATCHKEY_LAUNCHER" "as-node=\${ELECTRON_RUN_AS_NODE-unset}" "$@"
`,
  );
  chmodSync(file, 0o755);
}

function putFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
}

/** resources/bin and what is around it; gives the launcher. */
function makePackage(): string {
  const resources = join(place, 'resources');
  cpSync(join(PROJECT, 'bin'), join(resources, 'bin'), { recursive: true });
  putFile(join(resources, 'app.asar.unpacked/dist/latchkey.mjs'));
  putProgram(join(place, 'latchkey'), 'packaged electron');
  return join(resources, 'bin/latchkey');
}

/** A checkout that is built and has an Electron set up; gives the launcher. */
function makeCheckout(): string {
  cpSync(join(PROJECT, 'bin'), join(place, 'bin'), { recursive: true });
  for (const built of ['dist/latchkey.mjs', 'dist/app/main.mjs']) putFile(join(place, built));
  putProgram(join(place, 'node/set up/electron'), 'set-up electron');
  putProgram(join(place, 'node/node'), 'node');
  return join(place, 'bin/latchkey');
}

const withDisplay = { DISPLAY: ':7' };

function start(
  launcher: string,
  args: string[],
  environment: Record<string, string> = {},
): Promise<Finished> {
  return startProgram(launcher, args, { PATH: `${place}/node:/usr/bin:/bin`, HOME: place, ...environment })
    .finished;
}

/** What the stand-in said, line by line. */
const told = async (finished: Promise<Finished>): Promise<string[]> => {
  const { status, stdout, stderr } = await finished;
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.trimEnd().split('\n');
};

const APPLICATION: string[][] = [
  [],
  ['--background'],
  ['--back-up-now'],
  ...VIEWS.map((view) => ['--show', view]),
];
const eachApplication = test.each(APPLICATION.map((args) => [args]));

describe('in a package', () => {
  eachApplication('the application is its own Electron: %j', async (args) => {
    const launcher = makePackage();
    // As from a run that Electron does as Node.
    const environment = { ...withDisplay, ELECTRON_RUN_AS_NODE: '1' };
    expect(await told(start(launcher, args, environment))).toEqual([
      'program=packaged electron',
      `launcher=${launcher}`,
      'as-node=unset',
      ...args,
    ]);
  });

  test('everything else is the same Electron as a Node, with or without a display, whatever node there is', async () => {
    const launcher = makePackage();
    putProgram(join(place, 'node/node'), 'somebody else’s node');
    for (const environment of [{}, withDisplay]) {
      expect(await told(start(launcher, ['--exclude', 'add', 'a  b', '--show'], environment))).toEqual([
        'program=packaged electron',
        `launcher=${launcher}`,
        'as-node=1',
        `${place}/resources/bin/../app.asar.unpacked/dist/latchkey.mjs`,
        ...['--exclude', 'add', 'a  b', '--show'],
      ]);
    }
  });

  test('LATCHKEY_NODE is asked before it', async () => {
    const launcher = makePackage();
    putProgram(join(place, 'mine'), 'mine');
    const [program] = await told(start(launcher, ['--run'], { LATCHKEY_NODE: join(place, 'mine') }));
    expect(program).toBe('program=mine');
    expect(await start(launcher, ['--run'], { LATCHKEY_NODE: '/nowhere' })).toMatchObject({
      status: 1,
      stderr: 'latchkey: LATCHKEY_NODE names no program: /nowhere\n',
    });
  });
});

describe('in a checkout', () => {
  eachApplication('the application is the Electron that was set up, with the checkout: %j', async (args) => {
    const launcher = makeCheckout();
    expect(await told(start(launcher, args, { WAYLAND_DISPLAY: 'wayland-0' }))).toEqual([
      'program=set-up electron',
      `launcher=${launcher}`,
      'as-node=unset',
      place,
      ...args,
    ]);
  });

  test('everything else is the node in PATH', async () => {
    const launcher = makeCheckout();
    const [program, , , script] = await told(start(launcher, ['--run']));
    expect([program, script]).toEqual(['program=node', `${place}/bin/../dist/latchkey.mjs`]);
  });

  test('what is not built is named', async () => {
    const launcher = makeCheckout();
    rmSync(join(place, 'dist'), { recursive: true });
    const build = `run "npm run build" in ${place}\n`;
    expect((await start(launcher, ['--run'])).stderr).toBe(
      `latchkey: dist/latchkey.mjs is not there: ${build}`,
    );
    expect((await start(launcher, [], withDisplay)).stderr).toBe(`latchkey: dist/app is not there: ${build}`);
  });

  test('an Electron that is not set up is not fetched behind one’s back, but named', async () => {
    const environment = {
      ...process.env,
      ...withDisplay,
      XDG_CACHE_HOME: place,
      ELECTRON_OVERRIDE_DIST_PATH: '',
    };
    const { status, stdout, stderr } = await startProgram(
      process.execPath,
      [join(PROJECT, 'scripts/electron-setup.mjs'), '--find'],
      environment,
    ).finished;
    // Where the official one was downloaded, that is the one.
    if (status === 0) expect(stdout).toMatch(/node_modules\/electron\/dist\n$/);
    else expect(stderr).toMatch(/npm run electron:setup/);
  });
});

describe('what cannot work', () => {
  test('without a display there is one sentence about it, and no crash', async () => {
    for (const args of APPLICATION) {
      const finished = await start(makePackage(), args);
      expect(finished).toMatchObject({ status: 2, signal: null, stdout: '' });
      expect(finished.stderr).toMatch(
        /^latchkey: there is no display [^\n]*"latchkey --run"[^\n]*"latchkey --help"[^\n]*\n$/,
      );
    }
  });

  test.each([
    [
      ['--show', 'nonsense'],
      'there is no view "nonsense" to show, only home, files, space, excludes, history or settings',
    ],
    [
      ['--show=nonsense'],
      'there is no view "nonsense" to show, only home, files, space, excludes, history or settings',
    ],
    [
      ['--show', 'home space'],
      'there is no view "home space" to show, only home, files, space, excludes, history or settings',
    ],
    [['--show', '*'], 'there is no view "*" to show, only home, files, space, excludes, history or settings'],
    [['--show'], '--show needs a view: home, files, space, excludes, history or settings'],
    [['--show', 'home', '--run'], '"--run" does not go with --show'],
    [['--files'], '--files needs the path of a file or a folder'],
    [['--files='], '--files needs the path of a file or a folder'],
    [['--files', '/a', '/b'], '"/b" does not go with --files'],
    [['--files=/a', '--run'], '"--run" does not go with --files'],
    [['--show=home', '--run'], '"--run" does not go with --show'],
    [['--background', '--run'], '"--run" does not go with --background'],
    [['--back-up-now', ''], '"" does not go with --back-up-now'],
  ])('%j', async (args, problem) => {
    expect(await start(makePackage(), args, withDisplay)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: `latchkey: ${problem}\n`,
    });
  });

  test('an empty word is no request for the window', async () => {
    const [program, , asNode] = await told(start(makePackage(), [''], withDisplay));
    expect([program, asNode]).toEqual(['program=packaged electron', 'as-node=1']);
  });
});

test.each([
  ['--files', '/home/u/letters', '/home/u/letters'],
  ['--files', '--run', undefined],
  ['--files', " a\nname's $HOME *\n", undefined],
  ['--files=', '-x', undefined],
])(
  '%s%j leads Chromium to nothing: it is a whole path, as hexadecimal bytes',
  async (option, path, whole) => {
    const args = option.endsWith('=') ? [`${option}${path}`] : [option, path];
    const expected = Buffer.from(whole ?? `${process.cwd()}/${path}`).toString('hex');
    const [, , , ...words] = await told(start(makePackage(), args, withDisplay));
    expect(words).toEqual(['--files', expected]);
  },
);

test('a path that is no text arrives as its bytes', async () => {
  const launcher = makePackage();
  const environment = { PATH: `${place}/node:/usr/bin:/bin`, HOME: place, ...withDisplay };
  const script = 'exec "$0" --files "$(printf "/a\\377\\200")"';
  const { stdout } = await startProgram('/bin/sh', ['-c', script, launcher], environment).finished;
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('2f61ff80');
});

test('a link that leads to it is where it says it is: that stays when what it leads to is replaced', async () => {
  const launcher = makePackage();
  const link = join(place, 'my latchkey');
  symlinkSync(launcher, link);
  expect(await told(start(link, ['--show=space'], withDisplay))).toEqual([
    'program=packaged electron',
    `launcher=${link}`,
    'as-node=unset',
    '--show',
    'space',
  ]);
});
