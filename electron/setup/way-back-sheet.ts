/**
 * "How to get everything back", on one page to print: for whoever has lost the laptop, and all that was on it. It names where the
 * backups are and the very commands, and holds no secret: no key, no code, no password.
 */
import { readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { splitPort } from '../../shared/ssh-arguments';
import { readDestination } from '../../shared/ssh-destination';
import { safeText } from '../../shared/safe-text';
import type { Settings } from '../../shared/settings';
import type { Words } from '../../shared/words/catalogue';
import { shellLine } from '../../process/shell-words';

const WIDTH = 78;

/**
 * @param day of its making, as people read it
 * @param machine what this laptop is called in its backups
 */
export function wayBackSheet(
  { host, roots }: Settings,
  machine: string,
  { sheet }: Pick<Words, 'sheet'>,
  day: string,
): string {
  const home = homedir();
  const wanted = roots.some((root) => root === home || home.startsWith(root === '/' ? '/' : `${root}/`))
    ? home
    : (roots[0] ?? home);
  const restore = shellLine('latchkey', '--restore', wanted, '--only-missing');
  const list = shellLine('latchkey', '--list', wanted, '--at', 'yesterday');
  const parts =
    host.kind === 'local'
      ? partsOfDisk(host.directory, machine, { wanted, restore, list }, sheet)
      : partsOfHost(destinationOf(host), machine, { restore, list }, sheet);
  return [
    sheet.title,
    '='.repeat(sheet.title.length),
    '',
    ...wrap(sheet.lead(safeText(machine), day)),
    ...wrap(sheet.folders(roots.map((root) => safeText(root)).join(', '))),
    ...parts,
    '',
  ].join('\n');
}

interface Commands {
  restore: string;
  list: string;
}

function partsOfDisk(
  store: string,
  machine: string,
  { wanted, restore, list }: Commands & { wanted: string },
  sheet: Words['sheet'],
): string[] {
  const { label, uuid } = nameDisk(store);
  const names = [
    label === undefined ? '' : `"${safeText(label)}"`,
    uuid === undefined ? '' : `UUID ${safeText(uuid)}`,
  ];
  const disk = names.filter((name) => name !== '').join(', ');
  const here = `here=:${store}/${machine}/latest/files${wanted === '/' ? '' : wanted}/`;
  return [
    ...part(sheet.where, sheet.onDisk(disk, safeText(store), disk !== '')),
    ...part(sheet.some, sheet.someOnDisk, list, restore),
    ...part(
      sheet.fresh,
      sheet.freshOnDisk(safeText(store)),
      shellLine('latchkey', '--adopt', store, '--machine', machine, '--only-missing'),
    ),
    ...part(
      sheet.without,
      sheet.withoutWhy,
      'mkdir -p ~/restored',
      `${shellLine('rsync', '-aHAXS', '--no-devices', '--numeric-ids', '--chmod=Fug-s', '-s', '-M--fake-super', '-e', 'env', here)} ~/restored/`,
    ),
  ];
}

function partsOfHost(
  destination: string,
  machine: string,
  { restore, list }: Commands,
  sheet: Words['sheet'],
): string[] {
  const grant = shellLine('latchkey-host', '--grant-restore', '--machine', machine);
  return [
    ...part(sheet.where, sheet.onHost(safeText(destination), safeText(machine))),
    ...part(sheet.some, sheet.someOnHost, grant),
    ...part('', sheet.thenHere, list, restore),
    ...part(
      sheet.fresh,
      sheet.freshOnHost,
      shellLine('latchkey', '--adopt', destination, '--machine', machine, '--only-missing'),
    ),
    ...part(
      '',
      sheet.adoptThere,
      `${shellLine('latchkey-host', '--adopt-machine', machine, '--key')} 'ssh-ed25519 …'`,
      `sudo -u bak ${shellLine('latchkey-host', '--adopt-machine', machine, '--key')} 'ssh-ed25519 …'`,
    ),
  ];
}

/** With its port, as `latchkey --adopt` takes it. */
function destinationOf({ destination, sshArgs }: Extract<Settings['host'], { kind: 'ssh' }>): string {
  const { port } = splitPort(sshArgs);
  const read = readDestination(destination);
  return port === null || read?.port !== null ? destination : `${destination}:${port}`;
}

function part(title: string, words: string, ...commands: string[]): string[] {
  return [
    '',
    ...(title === '' ? [] : [title, '-'.repeat(title.length)]),
    ...wrap(words),
    ...(commands.length === 0 ? [] : ['', ...commands.map((command) => `    ${command}`)]),
  ];
}

function wrap(words: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

interface DiskName {
  label: string | undefined;
  uuid: string | undefined;
}

/**
 * What a disk is called, so that it is found again: the names that udev gives it.
 * Undefined where nothing tells: a file system that is on no single device, such as btrfs or a network's.
 */
function nameDisk(directory: string): DiskName {
  const device = statSync(directory, { throwIfNoEntry: false })?.dev;
  const find = (by: string): string | undefined => {
    try {
      const names = readdirSync(join('/dev/disk', by));
      const found = names.find(
        (name) => statSync(join('/dev/disk', by, name), { throwIfNoEntry: false })?.rdev === device,
      );
      return found === undefined ? undefined : readEscapes(found);
    } catch {
      return undefined;
    }
  };
  return { label: find('by-label'), uuid: find('by-uuid') };
}

/** "my\x20disk" */
function readEscapes(name: string): string {
  const bytes = name.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return name === bytes ? name : Buffer.from(bytes, 'latin1').toString('utf8');
}
