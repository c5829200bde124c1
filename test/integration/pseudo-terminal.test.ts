/** The terminal in a language that nobody speaks: what it says and is not in that language is not from the catalogue. */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildPseudoCommand, CLOSE, OPEN } from '../helpers/pseudo-language';
import { Sandbox, startProgram } from '../helpers/sandbox';

let command: string;
let sandbox: Sandbox;

beforeAll(async () => {
  command = await buildPseudoCommand();
}, 120_000);
afterAll(() => {
  rmSync(dirname(command), { recursive: true });
});
beforeEach(() => {
  sandbox = new Sandbox();
  mkdirSync(join(sandbox.source, 'closed'));
  writeFileSync(join(sandbox.source, 'closed', 'inside'), 'inside\n');
  writeFileSync(join(sandbox.source, 'letter'), 'dear reader\n');
});
afterEach(() => {
  chmodSync(join(sandbox.source, 'closed'), 0o700);
  sandbox.remove();
});

/** What a command says; nothing is no answer. */
async function say(...args: string[]): Promise<string> {
  const environment = { ...sandbox.environment, LANG: 'de_DE.UTF-8' };
  const { stdout, stderr } = await startProgram(process.execPath, [command, ...args], environment).finished;
  expect(stdout + stderr, args.join(' ')).not.toBe('');
  return stdout + stderr;
}

async function expectAllOfIt(commands: readonly (readonly string[])[]): Promise<void> {
  const found: Record<string, string[]> = {};
  for (const args of commands) {
    const foreign = foreignIn(await say(...args));
    if (foreign.length > 0) found[args.join(' ')] = foreign;
  }
  expect(found).toEqual({});
}

/**
 * Two words in a row that no message has disguised: outside of the marks, or a sentence of the engine's that was put into a
 * message. Synopses and the names that a restore gives are the same in every language, and so is what programs and the system say.
 */
function foreignIn(said: string): string[] {
  const own = said
    .replaceAll(/^ {2}latchkey -.*(\n {11}\S.*)*$/gm, '')
    .replaceAll(/permission denied|no such file or directory|--exclude add|\(before restore\)/gi, '')
    .replaceAll(/(^|[\s"])\/\S*/gm, '$1');
  const inside = own.replaceAll(OPEN, ' ').replaceAll(CLOSE, ' ');
  return [...inside.matchAll(/(?<![\p{L}\d./-])[A-Za-z]{3,} [A-Za-z]{3,}(?![\p{L}])[^\n]*/gu)].map(
    ([text]) => text,
  );
}

test('help and mistakes', async () => {
  await expectAllOfIt([
    ...[['--help'], ['help', 'restore'], ['nonsense'], ['--nonsense'], ['help', 'nonsense'], ['--json']],
    ...[
      ['--run', '--status'],
      ['--status', '--quiet'],
      ['--find'],
      ['--list', '/x', '--at'],
      ['--run', '--json=1'],
    ],
    ...[['--list'], ['--list', '/x', '/y'], ['--restore'], ['--restore', '/x', '--swap', '--beside']],
    ...[
      ['--restore', '/x', '/y', '--moved-to', '/z'],
      ['--snapshots', '--code-from', 'x'],
      ['--find', ''],
    ],
    ...[['--usage', '--null'], ['--init'], ['--init', '--local', '/x', '--keep', 'some']],
    ...[
      ['--init', '--local', '/x', '--keep', 'daily=1,daily=2'],
      ['--init', '--host', 'nas', '--keep', 'all'],
    ],
    ...[['--schedule', 'sometimes'], ['--exclude'], ['--exclude', 'list', 'x'], ['--exclude', 'add']],
    ...[
      ['--exclude', 'add', 'x', 'y'],
      ['--exclude', 'add', 'x', '--sizes'],
      ['--pause', 'never'],
    ],
    ...[
      ['--exclude', 'presets', 'trash', '--sizes'],
      ['--adopt', '/x', '/y'],
      ['--adopt', '--machine', 'x'],
    ],
    ['--tell-notice'],
  ]);
}, 600_000);

test('first settings, the check, backups and what they hold', async () => {
  const { source, store } = sandbox;
  rmSync(join(sandbox.config, 'settings.json'), { force: true });
  await expectAllOfIt([
    ...[
      ['--status'],
      ['--run'],
      ['--adopt', source],
      ['--init', '--local', store, '--root', join(source, 'missing')],
    ],
    ...[['--init', '--local', store, '--root', source], ['--init', '--local', store], ['--check']],
    ...[['--snapshots'], ['--run', '--dry-run'], ['--run'], ['--status'], ['--run'], ['--snapshots']],
    ...[
      ['--list', source],
      ['--list', source, '--at', 'soon'],
      ['--list', join(source, 'nothing')],
    ],
    ...[
      ['--versions', join(source, 'letter')],
      ['--versions', join(source, 'nothing')],
      ['--find', 'letter'],
    ],
    ...[['--find', 'nothing'], ['--find', 'nothing', '--deleted'], ['--changes'], ['--accept-store']],
    ...[
      ['--adopt', store],
      ['--accept-store', '--instead'],
      ['--schedule'],
      ['--pause', '1h'],
      ['--status'],
      ['--pause', 'off'],
    ],
  ]);
}, 900_000);

test('what is excluded, and what takes up space', async () => {
  const { source } = sandbox;
  sandbox.useLocalStore();
  sandbox.writeExcludeList(`.cache/\n.cache/x\n"a"\n!b\n+ kept\n${source}/\n*.o \n`);
  chmodSync(join(source, 'closed'), 0);
  await expectAllOfIt([
    ...[
      ['--exclude', 'list'],
      ['--exclude', 'list', '--sizes'],
      ['--exclude', 'presets'],
    ],
    ...[
      ['--exclude', 'presets', '--sizes'],
      ['--exclude', 'presets', 'trash'],
      ['--exclude', 'presets', 'trash'],
    ],
    ...[
      ['--exclude', 'presets', 'nothing'],
      ['--exclude', 'presets', 'marked'],
      ['--exclude', 'test', '/etc'],
    ],
    ...[
      ['--exclude', 'test', join(source, 'letter')],
      ['--exclude', 'add', join(source, 'letter')],
    ],
    ...[
      ['--exclude', 'add', join(source, 'letter')],
      ['--exclude', 'test', join(source, 'letter')],
    ],
    ...[
      ['--exclude', 'remove', join(source, 'letter')],
      ['--exclude', 'remove', join(source, 'letter')],
    ],
    ...[
      ['--exclude', 'add', '/etc'],
      ['--exclude', 'add', source],
      ['--exclude', 'add', join(source, 'nothing')],
    ],
    ...[['--usage', source], ['--usage', source, join(source, 'closed')], ['--check']],
  ]);
}, 600_000);

test('restoring, and taking it back', async () => {
  const { source } = sandbox;
  const letter = join(source, 'letter');
  sandbox.useLocalStore();
  await say('--run');
  await expectAllOfIt([
    ...[
      ['--resume'],
      ['--undo'],
      ['--restore', letter, '--dry-run'],
      ['--restore', letter, '--swap', '--dry-run'],
    ],
    ...[
      ['--restore', letter, '--to', join(source, 'nothing')],
      ['--restore', '/', '--moved-to', source],
    ],
    ...[['--restore', letter], ['--undo'], ['--restore', letter, '--swap']],
    ...[
      ['--restore', source, '--only-missing'],
      ['--restore', join(source, 'nothing')],
    ],
  ]);
  writeFileSync(letter, 'changed since\n');
  await expectAllOfIt([['--undo']]);
  const inside = join(source, 'closed', 'inside');
  rmSync(inside);
  chmodSync(join(source, 'closed'), 0o500);
  await expectAllOfIt([
    ['--restore', inside],
    ['--restore', inside, letter],
  ]);
}, 600_000);
