/** The page "How to get everything back": what it says is so, and its commands do it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PROJECT, Sandbox } from '../helpers/sandbox';

class Laptop extends Sandbox {
  readonly home = this.directory('home');

  override get environment(): Record<string, string> {
    return { ...super.environment, HOME: this.home, LANG: 'C.UTF-8' };
  }
}

let laptop: Laptop;

beforeEach(() => {
  laptop = new Laptop();
  mkdirSync(join(laptop.home, 'Documents'));
  writeFileSync(join(laptop.home, 'Documents/letter'), 'dear');
});

afterEach(() => {
  laptop.remove();
});

function useDisk(): void {
  laptop.writeSettings({
    ...{ schemaVersion: 3, host: { kind: 'local', directory: laptop.store }, roots: [laptop.home] },
    machine: 'thinkpad',
  });
}

const commandsOn = (sheet: string): string[] =>
  sheet.split('\n').flatMap((line) => /^ {4}(\S.*)$/.exec(line)?.[1] ?? []);

function inShell(command: string): void {
  execFileSync('bash', ['-c', command], {
    env: {
      ...laptop.environment,
      LATCHKEY_NODE: process.execPath,
      PATH: `${join(PROJECT, 'bin')}:/usr/bin:/bin`,
    },
    cwd: laptop.path,
  });
}

test('of a disk: every command on it runs, on the same laptop and on a new one', async () => {
  useDisk();
  expect(await laptop.run('--run')).toMatchObject({ status: 0 });
  const { status, stdout: sheet, stderr } = await laptop.run('--sheet');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(sheet).toContain('thinkpad');
  expect(sheet.split('\n').length).toBeLessThan(60);
  const [list = '', restore = '', adopt = '', make = '', rsync = '', ...others] = commandsOn(sheet);
  expect(others).toEqual([]);
  const letter = join(laptop.home, 'Documents/letter');
  inShell(list.replace('yesterday', 'today'));
  rmSync(letter);
  inShell(restore);
  expect(readFileSync(letter, 'utf8')).toBe('dear');
  for (const path of [laptop.home, laptop.config, laptop.state]) {
    rmSync(path, { recursive: true });
    mkdirSync(path, { recursive: true, mode: 0o700 });
  }
  inShell(make);
  inShell(rsync);
  expect(readFileSync(join(laptop.home, 'restored/Documents/letter'), 'utf8')).toBe('dear');
  inShell(adopt);
  expect(readFileSync(letter, 'utf8')).toBe('dear');
});

test('it is written once, in the person’s language, and holds no key', async () => {
  useDisk();
  const file = join(laptop.path, 'sheet.txt');
  expect(await laptop.run('--sheet', file)).toMatchObject({ status: 0, stderr: '' });
  const before = readFileSync(file, 'utf8');
  expect(before).not.toMatch(/PRIVATE|SHA256:|AAAA[A-Za-z0-9]/);
  expect(await laptop.run('--sheet', file)).toMatchObject({ status: 1, stdout: '' });
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test('of a host: the account, the port, the machine, and the very commands', async () => {
  laptop.writeSettings({
    ...{ schemaVersion: 3, machine: 'thinkpad', roots: [laptop.home] },
    host: { kind: 'ssh', destination: 'bak@nas', sshArgs: ['-p', '2222'] },
  });
  const { stdout } = await laptop.run('--sheet');
  expect(commandsOn(stdout)).toEqual([
    'latchkey-host --grant-restore --machine thinkpad',
    `latchkey --list ${laptop.home} --at yesterday`,
    `latchkey --restore ${laptop.home} --only-missing`,
    'latchkey --adopt bak@nas:2222 --machine thinkpad --only-missing',
    "latchkey-host --adopt-machine thinkpad --key 'ssh-ed25519 …'",
    "sudo -u bak latchkey-host --adopt-machine thinkpad --key 'ssh-ed25519 …'",
  ]);
});

test('without settings there is none', async () => {
  expect(await laptop.run('--sheet')).toMatchObject({ status: 78, stdout: '' });
});
