/** The owner and mode that rsync keeps in an attribute, forged on the laptop, and the documented ways to bring files back. */
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Sandbox } from '../helpers/sandbox';
import { copyOf } from '../helpers/store';
import { StandInLaptop } from '../run/host/stand-in-laptop';

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
});

afterEach(() => {
  sandbox.remove();
});

const FORGED = {
  setuid: '104755 0,0 0:0',
  setgid: '102755 0,0 0:0',
  'block-device': '60666 8,0 0:0',
  'character-device': '20666 1,3 0:0',
  fifo: '10666 0,0 0:0',
};

/** As the README has it: another rsync than the one that writes reads the kept metadata; each flag for both versions. */
const RESTORES: [string, string[]][] = [
  ['with what is kept', ['-aHAXS', '--numeric-ids', '-M--fake-super']],
  ['with what is kept, arguments secluded', ['-aHAXS', '--numeric-ids', '-s', '-M--fake-super']],
];

function forgeIn(directory: string): void {
  for (const [name, value] of Object.entries(FORGED)) {
    const file = join(directory, name);
    writeFileSync(file, '#!/bin/sh\nid\n', { mode: 0o644 });
    execFileSync('setfattr', ['-n', 'user.rsync.%stat', '-v', value, file]);
  }
}

function expectPlainFiles(directory: string): void {
  expect(readdirSync(directory).sort()).toEqual(Object.keys(FORGED).sort());
  for (const name of Object.keys(FORGED)) {
    const entry = lstatSync(join(directory, name));
    expect(entry.isFile(), name).toBe(true);
    expect((entry.mode & 0o7777).toString(8), name).toBe('644');
  }
}

function restoreWith(flags: readonly string[], copy: string, workshop: string): string {
  const shell = join(workshop, 'shell');
  writeFileSync(shell, '#!/bin/sh\nshift\nexec sh -c "$*"\n', { mode: 0o700 });
  const target = join(workshop, 'restored');
  mkdirSync(target);
  execFileSync('rsync', [...flags, '-e', shell, `here:${copy}/`, `${target}/`]);
  return target;
}

test.each(RESTORES)('%s, a forged attribute makes neither setuid nor a device', async (_, flags) => {
  forgeIn(sandbox.source);
  expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
  const copy = copyOf(sandbox.store, sandbox.source);
  expectPlainFiles(restoreWith(flags, copy, sandbox.path));
  // A plain copy of the store's tree, as file managers make it.
  const plain = join(sandbox.path, 'plain');
  execFileSync('cp', ['-a', copy, plain]);
  for (const name of Object.keys(FORGED)) {
    const entry = lstatSync(join(plain, name));
    expect(entry.isFile() && (entry.mode & 0o7000) === 0, name).toBe(true);
  }
});

test.each(RESTORES)('%s, nor does one that a hostile sender puts on the wire', async (_, flags) => {
  const laptop = await StandInLaptop.start();
  try {
    forgeIn(laptop.source);
    // Twice -X: rsync sends its own attributes as well.
    laptop.setCommand('exec sh -c "$(printf %s "$SSH_ORIGINAL_COMMAND" | sed s/AXr/AXXr/)"');
    expect(await laptop.run()).toMatchObject({ status: 0 });
    expect(laptop.commands()[0]).toContain('AXr');
    expectPlainFiles(restoreWith(flags, copyOf(laptop.store, laptop.source), sandbox.path));
  } finally {
    await laptop.stop();
  }
});
