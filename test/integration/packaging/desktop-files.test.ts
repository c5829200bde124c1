import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseStartOptions } from '../../../electron/main/start-options';
import { root } from '../../helpers/named-options';

const entryFile = join(root, 'packaging/latchkey.desktop');
const metainfoFile = join(root, 'packaging/arpa.home.latchkey.metainfo.xml');

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

test('the description for software centres is valid, down to what only a pedant minds', () => {
  const { status, stdout } = spawnSync(
    'appstreamcli',
    ['validate', '--pedantic', '--no-net', '--no-color', metainfoFile],
    { encoding: 'utf8' },
  );
  expect(stdout.split('\n').filter((line) => /^[EWIP]: /.test(line))).toEqual([]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/successful/) as string });
});

test('the description for software centres shows pictures that are there, in their size', () => {
  const shown = [
    ...readFileSync(metainfoFile, 'utf8').matchAll(
      /width="(\d+)" height="(\d+)">https:.*\/pictures\/(.*)<\/image>/g,
    ),
  ];
  expect(shown).toHaveLength(3);
  for (const [, width, height, name = ''] of shown) {
    const picture = readFileSync(join(root, 'docs/pictures', name));
    // The size stands in the first part of a PNG (IHDR).
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([Number(width), Number(height)]);
  }
});

test('the description for software centres has the release that this is', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  expect(/<release version="([^"]*)"/.exec(readFileSync(metainfoFile, 'utf8'))?.[1]).toBe(version);
});
