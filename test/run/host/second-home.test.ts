/** docs/host.md's recipes for a second home: each brings back what it was handed, with the real programs. */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeAllKinds } from '../../helpers/all-kinds-of-entries';
import { describeTree } from '../../helpers/describe-tree';
import { blocksIn } from '../../helpers/documented-commands';
import { startLoopbackHost, type LoopbackHost } from '../../helpers/loopback-host';
import { PROJECT, Sandbox } from '../../helpers/sandbox';
import { findReport, StandInLaptop } from './stand-in-laptop';

const DOCUMENT = 'docs/host.md';
const NAMED = '2026-11-22T202105Z';

let laptop: StandInLaptop;
let sandbox: Sandbox;
let offsite: LoopbackHost;
let bin: string;
let home: string;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
  sandbox = new Sandbox();
  home = laptop.directory;
  bin = sandbox.directory('bin');
  offsite = await startLoopbackHost(sandbox, {
    anyCommand: true,
    sshdOptions: [`Subsystem=sftp internal-sftp -d ${sandbox.directory('offsite')}`],
  });
  // ssh finds its files by the user database, and these are the test's.
  const words = offsite.sshArgs.map((word) => `'${word}'`).join(' ');
  writeProgram(join(bin, 'ssh'), '#!/bin/sh', `exec /usr/bin/ssh ${words} "$@"`);
});

afterEach(async () => {
  await laptop.stop();
  await offsite.stop();
  sandbox.remove();
});

function writeProgram(file: string, ...lines: string[]): void {
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o700 });
}

/** As it stands there, but for the places, the machine's name and the snapshot's. */
function here(text: string, store: string, snapshot = NAMED): string {
  return text
    .replaceAll('./srv/latchkey/thinkpad/', `.${laptop.store}/thinkpad/`)
    .replaceAll('/srv/latchkey', store)
    .replaceAll('/home/bak', home)
    .replaceAll('/mnt/offsite', sandbox.directory('offsite'))
    .replaceAll('offsite@example.org', `${userInfo().username}@127.0.0.1`)
    .replaceAll('thinkpad', 'laptop')
    .replaceAll(NAMED, snapshot);
}

function type(text: string): string {
  const env = {
    HOME: home,
    PATH: `${bin}:${join(PROJECT, 'bin')}:/usr/bin:/bin`,
    LATCHKEY_NODE: process.execPath,
  };
  const { status, stdout, stderr } = spawnSync('bash', ['-ec', text], { cwd: home, encoding: 'utf8', env });
  expect(status, `${stdout}${stderr}`).toBe(0);
  return stdout;
}

/** Times and contents, attributes and hard links; what is sparse is no matter of a backup program. */
function whatIsIn(snapshot: string): Map<string, string> {
  const tree = describeTree(join(snapshot, 'files'));
  return new Map([...tree].map(([path, words]) => [path, words.replace(/ sparse=\w+/, '')]));
}

async function backUp(program: string): Promise<{ snapshot: string; said: string }> {
  const run = await laptop.run({ args: ['--after', program] });
  expect(run, run.stderr).toMatchObject({ status: 0 });
  const { snapshot } = findReport(run, 'done');
  const state = readFileSync(join(laptop.machine, 'handed-on.json'), 'utf8');
  expect(JSON.parse(state), state).toMatchObject({ failed: null, running: null, done: { snapshot } });
  return { snapshot, said: (JSON.parse(state) as { said: string }).said };
}

/**
 * Hands two snapshots on as the section says, brings the second one back into a store that has nothing, and compares. Returns what
 * the program has said of the second.
 *
 * @param prepare what the document says is done once before, in a shell that has the recipe's settings
 * @param changes what the document says that the program does not keep, in the words for an entry
 */
async function handOnAndBringBack(
  heading: string,
  prepare: string,
  changes: (words: string) => string = (words) => words,
): Promise<string> {
  const [script = '', back = ''] = blocksIn(DOCUMENT, heading, 'sh');
  const [first = '', ...rest] = here(script, laptop.store).split('\n');
  const program = join(home, 'hand-on');
  writeProgram(program, first, `export PATH='${bin}':$PATH`, ...rest);
  type(`${rest.filter((line) => line.startsWith('export ')).join('\n')}\n${prepare}`);

  const tree = join(laptop.source, 'tree');
  mkdirSync(tree);
  makeAllKinds(tree);
  writeFileSync(join(laptop.source, 'letter'), 'dear reader\n');
  await backUp(program);
  appendFileSync(join(laptop.source, 'letter'), 'more\n');
  const { snapshot, said } = await backUp(program);

  const store = sandbox.directory('new-store');
  type(here(back, store, snapshot));
  expect(readdirSync(store)).toEqual(['laptop']);
  expect(readdirSync(join(store, 'laptop'))).toEqual([snapshot, 'latest']);
  const came = join(store, 'laptop', snapshot);
  const was = [...whatIsIn(join(laptop.machine, snapshot))];
  expect(whatIsIn(came)).toEqual(new Map(was.map(([path, words]) => [path, changes(words)])));
  for (const name of ['exclude', 'snapshot.json']) {
    expect(readFileSync(join(came, name))).toEqual(readFileSync(join(laptop.machine, snapshot, name)));
  }
  // A snapshot again, of which a directory comes back with what the store keeps in attributes.
  expect(type(`latchkey-host --list --store '${store}'`)).toContain(`laptop  ${snapshot}  `);
  const restored = sandbox.directory('restored');
  const from = `here=:${came}/files${laptop.source}/tree/`;
  execFileSync('rsync', ['-aHAX', '-s', '-M--fake-super', '-e', 'env', '--no-devices', from, restored]);
  expect(
    execFileSync('getfattr', ['--only-values', '-n', 'user.colour', 'plain'], { cwd: restored }).toString(),
  ).toBe('green');
  return said;
}

it('restic, to another machine', async () => {
  writeFileSync(join(home, 'restic-password'), 'secret\n');
  const said = await handOnAndBringBack('A second home: restic', 'restic init');
  // The letter, the record and the list of excludes are new; nothing else was read again.
  const [, changed, unmodified] = /^Files: +0 new, +(\d+) changed, +(\d+) unmodified/m.exec(said) ?? [];
  expect(Number(changed)).toBeLessThanOrEqual(3);
  expect(Number(unmodified)).toBeGreaterThan(10);
});

it('Borg, to a disk', async () => {
  writeFileSync(join(home, 'borg-password'), 'secret\n');
  // What it has read again, it tells where it is asked.
  writeProgram(
    join(bin, 'borg'),
    '#!/bin/sh',
    'command=$1; shift',
    '[ "$command" != create ] || set -- --list --filter AMU "$@"',
    'exec /usr/bin/borg "$command" "$@"',
  );
  const said = await handOnAndBringBack('A second home: Borg', 'borg init --encryption repokey', (words) =>
    words.replace(/ mtime=-\d+ /, ' mtime=0 '),
  );
  const read = [...said.matchAll(/^[AM] .*\/(\S+)$/gm)].map(([, name]) => name).sort();
  expect(read).toEqual(['exclude', 'letter', 'snapshot.json']);
  expect([...said.matchAll(/^U /gm)].length).toBeGreaterThan(5);
});
