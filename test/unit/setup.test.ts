import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstExcludeList, USUAL_PRESETS } from '../../electron/exclude/first-list';
import { presetsFor } from '../../electron/exclude/presets';
import { machineNameFrom } from '../../electron/settings/machine-name';
import { hostSettings, storeIn } from '../../electron/setup/draft-settings';
import { findDisks, parseMounts } from '../../electron/setup/find-disks';
import { authorizedKeysLine } from '../../electron/setup/host-lines';
import { shellLine, shellWord } from '../../process/shell-words';
import { parseSshHosts } from '../../electron/setup/ssh-hosts';
import type { HostWhere } from '../../shared/ipc-setup';
import { machineNameSchema } from '../../shared/machine-name';
import { THINNED_OUT } from '../../shared/keep-defaults';

const NAS: HostWhere = {
  kind: 'host',
  destination: 'bak@nas',
  reach: 'direct',
  store: '/srv/backups',
  machine: 'laptop',
};
const KEY = 'ssh-ed25519 AAAAC3Nz latchkey@laptop';

it('the port of a host goes to where the settings show it', () => {
  expect(hostSettings({ ...NAS, destination: 'ssh://bak@nas:2222' }, '/k')).toMatchObject({
    destination: 'bak@nas',
    sshArgs: ['-p', '2222', '-i', '/k', '-o', 'IdentitiesOnly=yes'],
  });
});

describe('the line for authorized_keys', () => {
  it('lets the key ask for a backup, and nothing else', () => {
    expect(authorizedKeysLine(NAS, KEY)).toBe(
      `command="cd && node latchkey-host.mjs --store /srv/backups --machine laptop",restrict ${KEY}`,
    );
  });

  it('permits for a tunnel just that', () => {
    expect(authorizedKeysLine({ ...NAS, reach: 'tunnel' }, KEY)).toContain(
      ' --allow-tunnel",restrict,port-forwarding,permitopen="127.0.0.1:1",permitlisten="127.0.0.1:*" ssh-ed25519',
    );
  });

  it('says what to keep, in words that the shell and sshd leave as they are', () => {
    expect(authorizedKeysLine({ ...NAS, keep: THINNED_OUT }, KEY)).toContain(
      '--machine laptop --keep hourly=24,daily=14,weekly=8,monthly=12,yearly=3 --floor 10",restrict ',
    );
  });

  it('quotes a folder for the shell, and for sshd', () => {
    expect(authorizedKeysLine({ ...NAS, store: `my "store"` }, KEY)).toContain(
      `--store 'my \\"store\\"' --machine`,
    );
  });
});

it('a shell reads every word back as it was', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
        { minLength: 1, maxLength: 4 },
      ),
      (words) => {
        const said = execFileSync('/bin/sh', ['-c', shellLine('printf', '%s\\n', ...words)], {
          encoding: 'utf8',
        });
        expect(said).toBe(words.map((word) => `${word}\n`).join(''));
      },
    ),
    { numRuns: 60 },
  );
  expect(shellWord('plain/word-1.x')).toBe('plain/word-1.x');
});

describe('disks', () => {
  const line = (point: string, rest: string, options = 'rw'): string =>
    `36 35 98:0 / ${point} ${options},noatime shared:1 - ${rest} rw`;

  it('are read with blanks in their names, and without what is no disk', () => {
    const table = [
      line('/media/you/My\\040Disk', 'ext4 /dev/sdb1'),
      line('/snap/core/1', 'squashfs /dev/loop3'),
      line('/run/user/1000', 'tmpfs tmpfs'),
      line('/media/you/dvd', 'iso9660 /dev/sr0', 'ro'),
      '',
    ].join('\n');
    expect(parseMounts(table)).toEqual([
      { path: '/media/you/My Disk', fileSystem: 'ext4', source: '/dev/sdb1', readOnly: false },
      { path: '/media/you/dvd', fileSystem: 'iso9660', source: '/dev/sr0', readOnly: true },
    ]);
  });

  it('of the system itself are none to choose from, nor is one that went away', () => {
    const table = [
      line('/', 'ext4 /dev/sda2'),
      line('/boot/efi', 'vfat /dev/sda1'),
      line('/media/nowhere/at-all', 'ext4 /dev/sdb1'),
    ].join('\n');
    expect(findDisks('/', table)).toEqual([]);
  });
});

it('hosts of an ssh configuration are its plain names', () => {
  const config =
    'Host nas backup-host\n  HostName x\nhost = pi\nHost *.example.org !bad\nHost *\nMatch host z\n  User you\nHost nas';
  expect(parseSshHosts(config)).toEqual(['nas', 'backup-host', 'pi']);
});

it('a machine has a name that the host takes, whatever it is called', () => {
  expect(machineNameFrom('laptop.example.org')).toBe('laptop');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(machineNameSchema.safeParse(machineNameFrom(name)).success).toBe(true);
    }),
  );
});

it('the store is a folder of ours in the one that was chosen', () => {
  expect(storeIn('/media/you/disk')).toBe('/media/you/disk/latchkey');
  expect(storeIn('/srv/latchkey')).toBe('/srv/latchkey');
});

describe('a first exclude list', () => {
  const places = { home: '/home/you', downloads: '/home/you/Downloads', videos: '/home/you/Videos' };
  const listOf = (roots: string[], store?: string): string[] =>
    firstExcludeList({
      presets: presetsFor(places, roots).filter(({ name }) => USUAL_PRESETS.has(name)),
      roots,
      store,
    }).split('\n');

  it('holds what was ticked, under its title, and temporary files', () => {
    const lines = listOf(['/home/you']);
    expect(lines).toEqual(expect.arrayContaining(['# Caches', '.cache/', 'node_modules/', '*.swp']));
    expect(lines).not.toContain('/home/you/Downloads/');
    expect(lines).not.toContain('/proc/*');
  });

  it('leaves a store inside out, and of a whole system what is not kept on a disk', () => {
    expect(listOf(['/home/you'], '/home/you/my [1]/latchkey')).toContain('/home/you/my \\[1]/latchkey/');
    expect(listOf(['/home/you'], '/srv/latchkey').join()).not.toContain('/srv');
    expect(listOf(['/'], '/srv/latchkey')).toEqual(expect.arrayContaining(['/proc/*', '/srv/latchkey/']));
  });
});
