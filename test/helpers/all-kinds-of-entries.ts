/** A directory with every kind of entry that a person's files may have, as far as an ordinary user can make them. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Attributes by which rsync's --fake-super keeps what a file "really" is: here forged by whoever has the laptop. */
const FORGED = { 'forged setuid': '104755 0,0 0:0', 'forged device': '20666 1,3 0:0' };

export function makeAllKinds(directory: string): void {
  const path = (name: string): string => join(directory, name);
  writeFileSync(path('plain'), 'plain');
  linkSync(path('plain'), path('second name'));
  symlinkSync('plain', path('link'));
  symlinkSync('/nowhere at all', path('dangling'));
  execFileSync('mkfifo', ['-m', '640', path('fifo')]);
  const sparse = openSync(path('sparse'), 'wx');
  ftruncateSync(sparse, 20_000_000);
  writeSync(sparse, 'end', 20_000_000);
  closeSync(sparse);
  for (const name of ['-rf "quoted" \n\'name\'', ' blank at both ends ', '`id` $HOME * [a] \\ ;', 'büro']) {
    writeFileSync(path(name), name);
  }
  writeFileSync(Buffer.concat([Buffer.from(path('caf')), Buffer.from([0xe9, 0xff])]), 'no UTF-8');
  writeFileSync(path('setuid'), '#!/bin/sh\n');
  chmodSync(path('setuid'), 0o4755);
  writeFileSync(path('only mine'), 'secret', { mode: 0o600 });
  for (const [name, mode] of Object.entries({ 'shared by group': 0o2770, sticky: 0o1777, closed: 0o555 })) {
    mkdirSync(path(name));
    writeFileSync(join(path(name), 'within'), 'x');
    chmodSync(path(name), mode);
  }
  mkdirSync(path('empty'));
  execFileSync('setfacl', ['-m', 'u:12345:r', path('plain')]);
  execFileSync('setfacl', ['-d', '-m', 'u:12345:rx', path('empty')]);
  execFileSync('setfattr', ['-n', 'user.colour', '-v', 'green', path('plain')]);
  for (const [name, value] of Object.entries(FORGED)) {
    writeFileSync(path(name), 'x');
    execFileSync('setfattr', ['-n', 'user.rsync.%stat', '-v', value, path(name)]);
  }
  // Long ago, so that no copy has its time by chance, and with all nine digits. node:fs sets no finer than micro.
  execFileSync('find', [
    directory,
    '-exec',
    'touch',
    '-h',
    '-d',
    '2009-02-13T23:31:30.123456789Z',
    '{}',
    '+',
  ]);
  execFileSync('touch', ['-d', '1969-12-31T23:59:55.000000007Z', path('only mine')]);
}

/** Makes the directory what has to come back: without what was forged, and without a program's setuid bit. */
export function withoutWhatIsNotBroughtBack(directory: string): void {
  for (const name of Object.keys(FORGED)) {
    execFileSync('setfattr', ['-x', 'user.rsync.%stat', join(directory, name)]);
  }
  chmodSync(join(directory, 'setuid'), 0o755);
}
