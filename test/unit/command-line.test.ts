import { expect, test } from 'vitest';
import { parseCommand } from '../../electron/cli/arguments';
import { COMMAND_NAMES, entryOf } from '../../electron/cli/commands';
import { ENGLISH } from '../helpers/spoken';

test.each([
  [['--run'], { command: 'run', json: false, quiet: false, dryRun: false, onlyIfDue: false }],
  [
    ['--run', '--json', '--dry-run'],
    { command: 'run', json: true, quiet: false, dryRun: true, onlyIfDue: false },
  ],
  [['--run', '-q'], { command: 'run', json: false, quiet: true, dryRun: false, onlyIfDue: false }],
  [['--status', '--json'], { command: 'status', json: true }],
  [['--check'], { command: 'check', json: false }],
  [
    ['--init', '--local', '/d', '--root', '/a', '--root', '/b'],
    { command: 'init', target: { local: '/d', keep: undefined }, roots: ['/a', '/b'] },
  ],
  [
    ['--init', '--local', '/d', '--keep', 'daily=30'],
    { command: 'init', target: { local: '/d', keep: { daily: 30 } }, roots: [] },
  ],
  [
    ['--init', '--local', '/d', '--keep', 'all'],
    { command: 'init', target: { local: '/d', keep: 'all' }, roots: [] },
  ],
  [['--init', '--host', 'me@nas'], { command: 'init', target: { host: 'me@nas' }, roots: [] }],
  [['--explain-command', 'rsync --server'], { command: 'explain', text: 'rsync --server' }],
  [['--explain-command', ''], { command: 'explain', text: '' }],
  [['--version'], { command: 'version', verbose: false }],
  [['--version', '--verbose'], { command: 'version', verbose: true }],
  [['--usage'], { command: 'usage', options: { paths: [], format: 'table' } }],
  [['--usage', '/a', '/b', '--json'], { command: 'usage', options: { paths: ['/a', '/b'], format: 'json' } }],
  [['--usage', '-', '--ncdu'], { command: 'usage', options: { paths: ['-'], format: 'ncdu' } }],
  [['--usage', '--du', '-0'], { command: 'usage', options: { paths: [], format: 'du0' } }],
  [['--exclude', 'list'], { command: 'exclude', options: { action: 'list', json: false } }],
  [['--exclude', 'add', '/x'], { command: 'exclude', options: { action: 'add', path: '/x', json: false } }],
  [['--run', '--if-due', '-q'], { command: 'run', json: false, quiet: true, dryRun: false, onlyIfDue: true }],
  [['--schedule'], { command: 'schedule', options: { json: false } }],
  [
    ['--schedule', 'daily', 'at', '22:00'],
    { command: 'schedule', options: { json: false, schedule: { kind: 'daily', at: '22:00' } } },
  ],
  [
    ['--schedule', 'every 6 hours', '--json'],
    { command: 'schedule', options: { json: true, schedule: { kind: 'hours', every: 6 } } },
  ],
  [['--pause', '1h'], { command: 'pause', text: '1h' }],
  [['--help', '--run'], { command: 'help', of: 'run' }],
  [['--pause', '--help'], { command: 'help', of: 'pause' }],
  [['restore', '/x', '-h'], { command: 'help', of: 'restore' }],
  [['help'], { command: 'help' }],
  [['help', 'exclude'], { command: 'help', of: 'exclude' }],
  [['--help', 'exclude'], { command: 'help', of: 'exclude' }],
  [['run', '-q'], { command: 'run', json: false, quiet: true, dryRun: false, onlyIfDue: false }],
  [['status', '--json'], { command: 'status', json: true }],
  [['pause', '1h'], { command: 'pause', text: '1h' }],
  [
    ['find', '--deleted', 'a b'],
    { command: 'find', text: 'a b', deleted: true, json: false, codeFrom: 'ask' },
  ],
  [['exclude', 'list'], { command: 'exclude', options: { action: 'list', json: false } }],
  [['list', '/x'], { command: 'list', path: '/x', at: undefined, json: false, codeFrom: 'ask' }],
  [
    ['--list', '--', '--help'],
    { command: 'list', path: '--help', at: undefined, json: false, codeFrom: 'ask' },
  ],
  [
    ['--exclude', 'test', 'run'],
    { command: 'exclude', options: { action: 'test', path: 'run', json: false } },
  ],
  [[], { command: 'help' }],
])('%j', (args, command) => {
  expect(parseCommand(args)).toEqual({ ok: true, command });
});

test.each([
  [['--rum'], /^there is no option --rum$/],
  [['--find'], /^say more: --find TEXT /],
  [['find'], /^say more: --find TEXT /],
  [['--list', '/x', '--at'], /^--at needs a value$/],
  [['--run', '--json=1'], /^--json takes no value$/],
  [['now'], /"now"/],
  [['--run', '--status'], /--run and --status/],
  [['--status', '--quiet'], /--quiet does not go with --status/],
  [['--run', '--json', '--quiet'], /--json and --quiet/],
  [['--json'], /say what to do/],
  [['--init'], /--local DIR or/],
  [['--init', '--local', '/d', '--host', 'h'], /--local and --host/],
  [['--init', '--local', '/d', '--keep', 'some'], /--keep: "some" is not one of .*; or say all/],
  [['--init', '--host', 'h', '--keep', 'all'], /--keep goes with --local/],
  [['--run', '--root', '/x'], /--root does not go with --run/],
  [['--init', '--local'], /--local/],
  [['--run', 'now'], /"now"/],
  [['--usage', '--du', '--json'], /--json and --du/],
  [['--usage', '--null'], /--null goes with --du/],
  [['--run', '--dry-run', '--if-due'], /--dry-run and --if-due/],
  [['--status', '--if-due'], /--if-due does not go with --status/],
  [['--schedule', 'sometimes'], /"sometimes" is not a schedule; say every 6 hours/],
  [['--pause'], /--pause/],
  [['--exclude'], /--exclude list/],
  [['--exclude', 'add'], /which path/],
  [['help', 'rum'], /there is no command "rum"/],
  [['run', 'status'], /"status" is not understood/],
  [['pause'], /--pause/],
  [['--run', '--verbose'], /--verbose does not go with --run/],
])('%j is named as the mistake it is', (args, expected) => {
  const parsed = parseCommand(args);
  expect(parsed.ok).toBe(false);
  if (!parsed.ok) expect(parsed.mistake(ENGLISH.words.mistakes)).toMatch(expected);
});

test.each(COMMAND_NAMES)('the help of %s shows what goes with it, and nothing else', (name) => {
  const { usage, options } = entryOf(name);
  const shown = [...usage.matchAll(/--([a-z-]+)/g)].map(([, option]) => option);
  expect(shown.sort()).toEqual([...options].sort());
});
