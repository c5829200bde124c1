import { describe, expect, test } from 'vitest';
import { VIEWS } from '../../../shared/views';
import { WEEKDAYS } from '../../../shared/settings-parts/schedule';
import { MARKED } from '../../../electron/exclude/marked-directories';
import { presetsFor } from '../../../electron/exclude/presets';
import { COMMAND_NAMES, entryOf } from '../../../electron/cli/commands';
import { optionsInHelp } from '../../helpers/named-options';
import { SHELLS } from '../../helpers/complete-in-shell';

const presets = [...presetsFor({ home: '/h', downloads: '/d', videos: '/v' }, ['/']), MARKED].map(
  ({ name }) => name,
);

const EXAMPLES: [string, readonly string[]][] = [
  ['latchkey --ex', ['--exclude', '--explain-command']],
  ['latchkey --run --', ['--dry-run', '--if-due', '--json', '--quiet', '--to']],
  ['latchkey --exclude ', ['add', 'list', 'presets', 'remove', 'test']],
  ['latchkey --exclude presets ', presets],
  ['latchkey --exclude add /proc/self/mountin', ['mountinfo']],
  ['latchkey --usage /proc/self/mountin', ['mountinfo']],
  ['latchkey --list /proc/self/mountin', ['mountinfo']],
  ['latchkey --restore /proc/self/mountin', ['mountinfo']],
  ['latchkey --restore --to /proc/self/task', ['task']],
  ['latchkey --versions /proc/self/mountin', ['mountinfo']],
  ['latchkey --init --local /proc/self/task', ['task']],
  ['latchkey --init --keep ', ['all', 'daily=', 'hourly=', 'monthly=', 'weekly=', 'yearly=']],
  ['latchkey --show ', VIEWS],
  ['latchkey --pause t', ['tomorrow']],
  ['latchkey --schedule ', ['daily', 'every', 'off', 'weekly']],
  ['latchkey --schedule every 3 ', ['hours']],
  ['latchkey --schedule weekly on ', WEEKDAYS],
  ['latchkey --schedule weekly on monday ', ['at']],
  ['latchkey --schedule daily ', ['at']],
  ['latchkey st', ['status']],
  ['latchkey run --', ['--dry-run', '--if-due', '--json', '--quiet', '--to']],
  ['latchkey destination ', ['add', 'list', 'remove', 'rename']],
  ['latchkey exclude ', ['add', 'list', 'presets', 'remove', 'test']],
  ['latchkey restore --to /proc/self/task', ['task']],
  ['latchkey help und', ['undo']],
  ['latchkey-host --keep ', ['daily=', 'hourly=', 'monthly=', 'weekly=', 'yearly=']],
  ['latchkey-host --store /proc/self --machine task', ['task']],
];

describe.each(Object.entries(SHELLS))('in %s', (_, complete) => {
  test.each(EXAMPLES)('"%s" is completed', (line, expected) => {
    expect(complete(line)).toEqual([...expected].sort());
  });

  test('latchkey is offered the commands that there are, and with each what goes with it', () => {
    const commands = COMMAND_NAMES.filter((name) => name !== 'tell-notice');
    const opening = ['background', 'back-up-now', 'show', 'files'];
    expect(complete('latchkey ')).toEqual([...commands].sort());
    expect(complete('latchkey --')).toEqual([...commands, ...opening].map((name) => `--${name}`).sort());
    for (const name of commands) {
      const options = entryOf(name).options.map((option) => `--${option}`);
      expect(complete(`latchkey --${name} --`), name).toEqual(options.sort());
    }
  });

  test('latchkey-host is offered the options that --help names, and no others', () => {
    expect(complete('latchkey-host --')).toEqual(optionsInHelp('latchkey-host'));
  });
});
