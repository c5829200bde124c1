import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { whyNamesAreRefused } from '../../../electron/guard/vet-names';
import { formatEntry, formatTreeList, pathBelow } from '../../../shared/tree-list';

let directory: string;
let root: string;
let listFile: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'latchkey-names-'));
  root = join(directory, 'home');
  listFile = join(directory, 'list');
  mkdirSync(join(root, 'letters', 'old'), { recursive: true });
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const line = (kind: 'f' | 'd', name: string) =>
  formatEntry({ kind, state: '+', numbers: '33188,0,0,1,1,1,1,1', name });

function writeList(blocks: Record<string, string[]>): void {
  const head = { format: 1, rsync: '3.5.0', latchkey: 'test' } as const;
  const lines = new Map(Object.entries(blocks).map(([path, of]) => [path, of.join('\n')]));
  writeFileSync(listFile, gzipSync(Buffer.from(formatTreeList({ head, blocks: lines }), 'latin1')));
}

const refusal = async (...names: string[]) => (await whyNamesAreRefused(names, root, listFile))?.reason;

describe('names', () => {
  beforeEach(() => {
    writeList({
      '': [line('d', 'letters'), line('f', 'a b%'), line('f', '.')],
      letters: [line('d', 'old'), line('f', 'one'), line('f', 'caf\xe9')],
      'letters/old': [],
    });
  });

  it('that all stand in the list may be sent', async () => {
    expect(await refusal()).toBeUndefined();
    expect(await refusal('./letters', './letters/one', './a b%', './letters/old', './letters/caf\xe9')).toBe(
      undefined,
    );
  });

  it.each([
    ['of what is not listed', './letters/two', 'not in the list'],
    ['of what is listed elsewhere', './one', 'not in the list'],
    ['escaped as the list has it', './a%20b%25', 'not in the list'],
    ['of a number in the list', './letters/33188,0,0,1,1,1,1,1', 'not in the list'],
    ['that goes on behind a file', './letters/one/x', 'not in the list'],
    ['of the root', '.', 'of another form'],
    ['of all in the root', './', 'of another form'],
    ['of all in the root, by its dot', './.', 'of another form'],
    ['of all in a directory', './letters/', 'of another form'],
    ['of all in a directory, by its dot', './letters/.', 'of another form'],
    ['with two slashes', './/letters', 'of another form'],
    ['that begins anywhere else', 'letters', 'of another form'],
    ['that is absolute', '/etc/passwd', 'of another form'],
    ['that goes up', './../home/letters', 'of another form'],
    ['that goes up and back', './letters/../letters/one', 'of another form'],
    ['that is empty', '', 'of another form'],
    ['that is there already', './letters/one', 'is there twice'],
  ])('one %s is refused, and all the others with it', async (_what, name, reason) => {
    expect(await refusal('./letters/one', name)).toContain(reason);
    expect(await refusal(name, './letters/one')).toContain(reason);
  });

  it('behind what has become a link are refused; behind what has gone, they come to nothing', async () => {
    renameSync(join(root, 'letters'), join(directory, 'outside'));
    expect(await refusal('./letters/one')).toBeUndefined();
    symlinkSync(join(directory, 'outside'), join(root, 'letters'));
    expect(await refusal('./letters/one')).toBe('"letters" is no directory any more');
    expect(await refusal('./letters/old')).toBe('"letters" is no directory any more');
    expect(await whyNamesAreRefused(['./letters/one'], root, listFile)).toMatchObject({ isOurs: true });
    // The link itself is sent as a link.
    expect(await refusal('./letters')).toBeUndefined();
  });

  it('are refused without the list', async () => {
    rmSync(listFile);
    await expect(refusal('./letters')).rejects.toThrow('ENOENT');
    writeFileSync(listFile, 'no gzip');
    await expect(refusal('./letters')).rejects.toThrow();
  });

  it('are not taken for lines of the list where they hold line feeds', async () => {
    writeList({ '': [line('f', 'x\nf+ 1 z')] });
    expect(await refusal('./z')).toContain('not in the list');
    expect(await refusal('./x\nf+ 1 z')).toBeUndefined();
  });
});

it('pass exactly where they are listed, whatever bytes they are made of', async () => {
  const aName = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 4 })
    .map((name) => Buffer.from(name, 'latin1').toString('latin1').replace(/[/\0]/g, 'x'))
    .filter((name) => name !== '.' && name !== '..');
  const few = fc.uniqueArray(aName, { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(few, few, few, fc.nat(), async (tops, below, others, at) => {
      const top = tops[at % tops.length] ?? '';
      writeList({
        '': tops.map((name) => line(name === top ? 'd' : 'f', name)),
        [top]: below.map((name) => line('f', name)),
      });
      const listed = new Set([...tops, ...below.map((name) => pathBelow(top, name))]);
      for (const name of [...others, ...others.map((one) => pathBelow(top, one)), ...listed]) {
        const why = await refusal(`./${name}`);
        expect(why === undefined, name).toBe(listed.has(name));
      }
    }),
    { numRuns: 60 },
  );
});
