import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
    { show: 'home', file: null, backUpNow: false },
    { show: null, file: null, backUpNow: true },
    { show: 'space', file: null, backUpNow: false },
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

test("Dolphin's and Nemo's menus are valid, say the same in both languages, and open what was pointed at", () => {
  const menus = [
    ['dolphin.desktop', '%f'],
    ['latchkey.nemo_action', '%F'],
  ].map(([name = '', code]) => ({
    text: readFileSync(join(root, 'packaging/file-managers', name), 'utf8'),
    code,
  }));
  for (const { text, code } of menus) {
    expect(text).toMatch(/^Name=Earlier versions$/m);
    expect(text).toMatch(/^Name\[de\]=Frühere Fassungen$/m);
    expect(text).toContain(`\nExec=latchkey --files ${code}\n`);
  }
  const { stdout } = spawnSync(
    'desktop-file-validate',
    [join(root, 'packaging/file-managers/dolphin.desktop')],
    {
      encoding: 'utf8',
    },
  );
  // KDE's own kind of entry, which the validator knows and whose keys it does not.
  const known = 'the type is "Service" while this key is only valid for type "Application"';
  expect(stdout.split('\n').filter((line) => line !== '' && !line.endsWith(known))).toEqual([]);
});

test("Nautilus' script opens what is chosen, or the folder that is shown", () => {
  const place = mkdtempSync(join(tmpdir(), 'lk-'));
  try {
    writeFileSync(join(place, 'latchkey'), '#!/bin/sh\nprintf "%s|" "$PWD" "$@"\n', { mode: 0o755 });
    const script = join(root, 'packaging/file-managers/nautilus');
    const env = { PATH: `${place}:/usr/bin:/bin` };
    const started = (...names: string[]): string =>
      execFileSync(script, names, { cwd: place, env, encoding: 'utf8' });
    expect(started('-a $x\n')).toBe(`${place}|--files|-a $x\n|`);
    expect(started()).toBe(`${place}|--files|.|`);
  } finally {
    rmSync(place, { recursive: true });
  }
});

test('the description for software centres has the release that this is', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  expect(/<release version="([^"]*)"/.exec(readFileSync(metainfoFile, 'utf8'))?.[1]).toBe(version);
});
