import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseStartOptions } from '../../../electron/main/start-options';
import { root } from '../../helpers/named-options';

const entryFile = join(root, 'packaging/latchkey.desktop');
const metainfoFile = join(root, 'packaging/latchkey.metainfo.xml');

test('the desktop entry is valid', () => {
  expect(execFileSync('desktop-file-validate', [entryFile], { encoding: 'utf8' })).toBe('');
});

test('the desktop entry starts what its actions say', () => {
  const entry = readFileSync(entryFile, 'utf8');
  const started = [...entry.matchAll(/^Exec=latchkey ?(.*)$/gm)].map(([, words = '']) =>
    parseStartOptions(['latchkey', ...words.split(' ')]),
  );
  expect(started).toEqual([
    { show: 'home', backUpNow: false },
    { show: null, backUpNow: true },
    { show: 'space', backUpNow: false },
  ]);
  const named = /^Actions=(.*);$/m.exec(entry)?.[1]?.split(';');
  expect([...entry.matchAll(/^\[Desktop Action (.*)\]$/gm)].map(([, name]) => name)).toEqual(named);
});

test('the description for software centres is valid', () => {
  const { stdout } = spawnSync('appstreamcli', ['validate', '--no-net', '--no-color', metainfoFile], {
    encoding: 'utf8',
  });
  const findings = stdout.split('\n').filter((line) => /^[EW]: /.test(line));
  // Its name is the desktop entry's: a reversed domain name would claim a domain that nobody here has.
  expect(findings.filter((line) => !line.includes('cid-desktopapp-is-not-rdns'))).toEqual([]);
  expect(stdout).toMatch(/validat/i);
});

test('the description for software centres has the release that this is', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  expect(/<release version="([^"]*)"/.exec(readFileSync(metainfoFile, 'utf8'))?.[1]).toBe(version);
});
