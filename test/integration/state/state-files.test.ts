/** The one writer and the one reader of state files, on real files, with real kills and a file system that gives no more room. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readStateFile } from '../../../process/read-state-file';
import { replaceFile, writeStateFile } from '../../../process/write-state-file';
import { PROJECT, Sandbox, startProgram } from '../../helpers/sandbox';

let sandbox: Sandbox;
let directory: string;
let file: string;

beforeEach(() => {
  sandbox = new Sandbox();
  directory = sandbox.directory('states');
  file = join(directory, 'state.json');
});

afterEach(() => {
  sandbox.remove();
});

const modeOf = (path: string): number => statSync(path).mode & 0o7777;

describe('the writer', () => {
  test('leaves one file, for its owner alone, whatever was there', () => {
    writeStateFile(file, { one: 1 });
    expect(readFileSync(file, 'utf8')).toBe('{"one":1}\n');
    expect(modeOf(file)).toBe(0o600);
    chmodSync(file, 0o644);
    writeStateFile(file, { two: 2 }, { indent: 2, flush: false });
    expect(readFileSync(file, 'utf8')).toBe('{\n  "two": 2\n}\n');
    expect(modeOf(file)).toBe(0o600);
    replaceFile(file, Buffer.from([0xff, 0x00]), { mode: 0o644 });
    expect([...readFileSync(file)]).toEqual([0xff, 0x00]);
    expect(modeOf(file)).toBe(0o644);
    expect(readdirSync(directory)).toEqual(['state.json']);
  });

  test('replaces what a symbolic link leads to, and one that leads nowhere itself', () => {
    const target = join(sandbox.directory('elsewhere'), 'target.json');
    writeFileSync(target, 'old');
    symlinkSync(target, file);
    writeStateFile(file, {});
    expect(readlinkSync(file)).toBe(target);
    expect(readFileSync(target, 'utf8')).toBe('{}\n');
    expect(readdirSync(join(sandbox.path, 'elsewhere'))).toEqual(['target.json']);
    const dangling = join(directory, 'dangling.json');
    symlinkSync(join(sandbox.path, 'nowhere/x'), dangling);
    writeStateFile(dangling, {});
    expect(readFileSync(dangling, 'utf8')).toBe('{}\n');
    expect(existsSync(join(sandbox.path, 'nowhere'))).toBe(false);
  });

  test('makes a directory only where it is told to: a store that is away stays away', () => {
    const path = join(sandbox.path, 'away/machine/pins.json');
    expect(() => {
      writeStateFile(path, {});
    }).toThrow('ENOENT');
    expect(existsSync(join(sandbox.path, 'away'))).toBe(false);
    writeStateFile(path, {}, { makeDirectory: true });
    expect(modeOf(join(sandbox.path, 'away'))).toBe(0o700);
    expect(modeOf(join(sandbox.path, 'away/machine'))).toBe(0o700);
  });

  test('leaves the file as it is where that is no longer meant, or cannot be', () => {
    writeFileSync(file, 'old');
    const seen: string[] = [];
    const isStillMeant = (): boolean => {
      seen.push(...readdirSync(directory));
      return false;
    };
    expect(replaceFile(file, 'new', { isStillMeant })).toBe(false);
    // The draft is whole by then, and beside it.
    expect(seen).toHaveLength(2);
    expect(readFileSync(file, 'utf8')).toBe('old');
    const taken = join(directory, 'taken');
    mkdirSync(taken);
    expect(() => replaceFile(taken, 'new')).toThrow('EISDIR');
    expect(readdirSync(directory).sort()).toEqual(['state.json', 'taken']);
  });

  test('removes what killed writers of the same file left, and nothing else', async () => {
    const ended = startProgram('/bin/true', [], sandbox.environment);
    await ended.finished;
    const dead = ended.pid;
    const draftOf = (name: string, of: number): string => `${name}.${of}-0123456789ab.new`;
    const kept = [
      draftOf('state.json', process.pid),
      draftOf('other.json', dead),
      `state.json.${dead}-0123.new`,
      'state.json.new',
    ];
    for (const name of [...kept, draftOf('state.json', dead)]) writeFileSync(join(directory, name), 'half');
    writeStateFile(file, {});
    expect(readdirSync(directory).sort()).toEqual([...kept, 'state.json'].sort());
  });
});

describe('of a program that writes without end', () => {
  let bundled: Sandbox;
  let program: string;

  beforeAll(() => {
    bundled = new Sandbox();
    program = join(bundled.path, 'writer.mjs');
    buildSync({
      stdin: {
        contents: `import { writeStateFile } from './process/write-state-file';
          const [path, size, times] = process.argv.slice(2);
          for (let round = 0; round < Number(times); round += 1) {
            writeStateFile(path, { round, filler: String(round % 10).repeat(Number(size)) }, { flush: false });
            if (round === 0) console.log('began');
          }`,
        resolveDir: PROJECT,
        loader: 'ts',
      },
      ...{ outfile: program, bundle: true, platform: 'node', format: 'esm', target: 'node20' },
    });
  });

  afterAll(() => {
    bundled.remove();
  });

  const stateSchema = z.object({ round: z.int(), filler: z.string() });

  test('a reader never sees half a file, and a kill leaves a whole one', async () => {
    for (let kill = 0; kill < 8; kill += 1) {
      const writer = startProgram(process.execPath, [program, file, '30000', '1000000'], sandbox.environment);
      await writer.saw('began');
      for (let look = 0; look < 50 * (kill + 1); look += 1) expect(fillerOf(file)).toMatch(/^(\d)\1{29999}$/);
      writer.kill('SIGKILL');
      await writer.finished;
      expect(fillerOf(file)).toMatch(/^(\d)\1{29999}$/);
    }
    // This process has looked at none of them yet.
    writeStateFile(file, {});
    expect(readdirSync(directory)).toEqual(['state.json']);
  });

  test('where there is no room for all of it, the old file stays, and it says so', async () => {
    writeFileSync(file, 'old');
    // Blocks of 512 bytes: a write that crosses the limit is cut short, as on a full disk.
    const limited = `trap '' XFSZ; ulimit -f 16; exec "$0" "$@"`;
    const { status, stderr } = await startProgram(
      '/bin/sh',
      ['-c', limited, process.execPath, program, file, '20000', '1'],
      sandbox.environment,
    ).finished;
    expect(status).toBe(1);
    expect(stderr).toContain('EFBIG');
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(directory)).toEqual(['state.json']);
  });

  function fillerOf(path: string): string {
    return readStateFile(path, stateSchema).value?.filler ?? 'broken';
  }
});

describe('the reader', () => {
  const schema = z.object({ format: z.literal(1) });

  test('gives what the schema makes of it', () => {
    writeFileSync(file, '{"format": 1, "more": true}');
    expect(readStateFile(file, schema)).toEqual({ value: { format: 1 } });
  });

  test.each(['', '{"format": 1', '{"format": 2}', '[]', 'null', '\u0000'])('%j is broken', (content) => {
    writeFileSync(file, content);
    expect(readStateFile(file, schema)).toMatchObject({
      problem: 'broken',
      detail: expect.stringMatching(/./) as string,
    });
    expect(readFileSync(file, 'utf8')).toBe(content);
  });

  test('tells what is not there from what cannot be read', () => {
    expect(readStateFile(file, schema)).toMatchObject({ problem: 'missing' });
    writeFileSync(file, '{"format": 1}');
    chmodSync(file, 0o000);
    expect(readStateFile(file, schema)).toMatchObject({
      problem: 'unreadable',
      detail: expect.stringContaining('EACCES') as string,
    });
    expect(readStateFile(directory, schema)).toMatchObject({ problem: 'unreadable' });
  });
});
