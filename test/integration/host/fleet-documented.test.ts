/** docs/fleet.md: its sshd asks a command for the keys, and its commands are typed into a shell by who runs a host for many. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseSchedule } from '../../../shared/schedule-words';
import { blocksIn, commandsIn } from '../../helpers/documented-commands';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../../helpers/loopback-host';
import { PROJECT, Sandbox, startProgram, type Finished } from '../../helpers/sandbox';

const DOCUMENT = 'docs/fleet.md';
const TEXT = readFileSync(join(PROJECT, DOCUMENT), 'utf8');
const { username } = userInfo();

let laptop: Sandbox;
let host: LoopbackHost;
let keys: string;

beforeEach(() => {
  laptop = new Sandbox();
  keys = join(laptop.path, 'host/latchkey-keys');
  writeFileSync(join(laptop.source, 'letter'), 'dear reader\n');
});

afterEach(async () => {
  await host.stop();
  laptop.remove();
});

/** What stands between "```LANGUAGE" and "```", in a list or not. */
function firstBlock(language: string): string {
  return new RegExp(`^ *\`\`\`${language}\\n(.*?)^ *\`\`\`$`, 'ms').exec(TEXT)?.[1] ?? '';
}

/** With the places and users of this test in place of those of a whole machine; it can start programs as nobody else. */
const here = (text: string): string =>
  text
    .replaceAll('/etc/ssh/latchkey-keys', keys)
    .replaceAll('Match User bak', `Match User ${username}`)
    .replaceAll('CommandUser nobody', `CommandUser ${username}`);

async function startHost(command?: string): Promise<void> {
  const documented = firstBlock('sshd');
  const configuration =
    command === undefined ? documented : documented.replace(/\/usr\/bin\/cat .*/, command);
  host = await startLoopbackHost(laptop, { configuration: here(configuration) });
  mkdirSync(join(host.home, '.ssh'), { mode: 0o700 });
  copyFileSync(join(host.directory, 'laptop-key.pub'), join(host.home, 'thinkpad.pub'));
}

/** What sshd makes of it for who keeps the backups. */
function effectiveConfiguration(): string {
  const files = ['-f', join(host.directory, 'sshd_config'), '-h', join(host.directory, 'host-key')];
  const connection = ['-C', `user=${username},host=localhost,addr=127.0.0.1`];
  return execFileSync('/usr/sbin/sshd', ['-T', ...files, ...connection], { encoding: 'utf8' });
}

function type(command: string): Promise<Finished> {
  const typed = here(command)
    .replaceAll('/srv/latchkey', host.store)
    .replaceAll('/var/lib/prometheus/node-exporter', host.home)
    .replaceAll('sudo ', '');
  return startProgram('bash', ['-c', `cd && ${typed}`], {
    ...{ HOME: host.home, PATH: `${join(PROJECT, 'bin')}:/usr/bin:/bin`, LATCHKEY_NODE: process.execPath },
  }).finished;
}

function documentedSettings(): { destinations: { host: object; schedule: object }[] } {
  return JSON.parse(firstBlock('json')) as { destinations: { host: object; schedule: object }[] };
}

/** As the document has them, but for what leads to the host of a test. */
function writeDocumentedSettings(): void {
  const documented = documentedSettings();
  const { host: way } = settingsFor(host, []) as { host: { destination: string; sshArgs: string[] } };
  laptop.writeSettings({
    ...documented,
    destinations: documented.destinations.map((own) => ({
      ...own,
      host: { ...own.host, destination: way.destination, sshArgs: way.sshArgs },
    })),
    roots: [laptop.source],
  });
}

/** What happens to the line that --add-machine has written. */
async function addThinkpad(): Promise<void> {
  for (const command of commandsIn(DOCUMENT, 'Keys').slice(0, 4)) {
    expect(await type(command), command).toMatchObject({ status: 0, stderr: '' });
  }
}

const snapshots = (): string[] =>
  readdirSync(join(host.store, 'thinkpad')).filter((name) => name.endsWith('Z'));

test('a laptop is served by the line that the command prints', async () => {
  await startHost();
  writeFileSync(keys, '');
  writeDocumentedSettings();
  const [link = '', add = '', move = '', remove = ''] = commandsIn(DOCUMENT, 'Keys');
  expect(await type(link)).toMatchObject({ status: 0, stderr: '' });
  expect(await type(add)).toMatchObject({ status: 0, stderr: '' });
  // In the home of who keeps the backups, where sshd would look by itself, and here does not.
  expect(effectiveConfiguration().split('\n')).toContain('authorizedkeysfile none');
  expect(await laptop.run('--run', '--quiet')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('refused the login') as string,
  });
  expect(await type(move)).toMatchObject({ status: 0, stderr: '' });
  expect(await type(remove)).toMatchObject({ status: 0, stderr: '' });
  expect(await laptop.run('--run', '--quiet')).toMatchObject({ status: 0, stderr: '' });
  expect(snapshots()).toHaveLength(1);

  const [template = ''] = blocksIn(DOCUMENT, 'Keys', 'text');
  const key = readFileSync(join(host.home, 'thinkpad.pub'), 'utf8').trim();
  const line = template
    .replaceAll('/srv/latchkey', host.store)
    .replace('NAME', 'thinkpad')
    .replace('KEY', () => key);
  expect(
    readFileSync(keys, 'utf8').replace(/command="[^"]*?latchkey-host(\.mjs)?/, 'command="latchkey-host'),
  ).toBe(line);
});

test('a command that gets the key prints its line alone', async () => {
  const [, command = ''] = /`(\/usr\/bin\/grep [^`]+)`/.exec(TEXT) ?? [];
  await startHost(command);
  await addThinkpad();
  writeDocumentedSettings();
  expect(await laptop.run('--run', '--quiet')).toMatchObject({ status: 0, stderr: '' });
  expect(snapshots()).toHaveLength(1);
});

test('the owner’s commands know whom the lines are for, and change none of them', async () => {
  await startHost();
  await addThinkpad();
  const before = readFileSync(keys, 'utf8');
  const [, add = '', , , grant = '', ...others] = commandsIn(DOCUMENT, 'Keys');
  expect(others).toEqual([]);
  expect(await type(add)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(
      `thinkpad has a line already: ${host.home}/.ssh/authorized_keys2`,
    ) as string,
  });
  const [overdue = '', verify = '', metrics = '', ...more] = commandsIn(DOCUMENT, 'Timers and metrics');
  expect(more).toEqual([]);
  expect(await type(overdue)).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/^thinkpad {2}no backup yet: it has a key line/) as string,
  });

  writeDocumentedSettings();
  expect(await laptop.run('--run', '--quiet')).toMatchObject({ status: 0, stderr: '' });
  expect(await type(overdue)).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(await type(verify)).toMatchObject({ status: 0, stderr: '' });
  expect(await type(metrics)).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(readFileSync(join(host.home, 'latchkey.prom'), 'utf8')).toContain(',machine="thinkpad"} ');
  expect(await type(grant)).toMatchObject({
    ...{ status: 0, stderr: '' },
    stdout: expect.stringMatching(/^Code: /) as string,
  });
  const other = readFileSync(join(host.directory, 'host-key.pub'), 'utf8').trim();
  expect(await type(`latchkey-host --adopt-machine thinkpad --key '${other}'`)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(
      'authorized_keys2 is a symbolic link: change the keys there by hand',
    ) as string,
  });
  expect(readFileSync(keys, 'utf8')).toBe(before);
});

test('a laptop’s first files and its schedule can be written as it says', async () => {
  await startHost();
  const [, init = ''] = /`latchkey (--init [^`]+)`/.exec(TEXT) ?? [];
  expect(await laptop.run(...init.split(' '))).toMatchObject({ status: 0, stderr: '' });
  expect(existsSync(join(laptop.config, 'exclude'))).toBe(true);
  const [, schedule = ''] = /`latchkey --schedule ([^`]+)`/.exec(TEXT) ?? [];
  expect(parseSchedule(schedule)).toEqual(documentedSettings().destinations[0]?.schedule);
});
