/** A few files come again with each backup, and are compared byte for byte. */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, copyIn, flipByte, stateOf, TIME, verify } from './proof-stage';
import { findReport, StandInLaptop } from './stand-in-laptop';

let laptop: StandInLaptop;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
});

afterEach(async () => {
  await laptop.stop();
});

function write(name: string, content: string = name): void {
  writeFileSync(join(laptop.source, name), content);
  utimesSync(join(laptop.source, name), TIME, TIME);
}

const NOTHING_DIFFERS = { count: 0, paths: [] };

describe('a sample', () => {
  it('is of files that both sides believe unchanged, whatever their names are', async () => {
    const { source } = laptop;
    mkdirSync(join(source, 'dir [a] *'));
    for (const name of [
      'star*',
      'why?',
      '[class]',
      'back\\slash',
      'back\\*',
      'new\nline',
      ' ',
      '#hash',
      '- minus',
    ]) {
      write(name);
      write(`dir [a] */${name}`);
    }
    writeFileSync(Buffer.concat([Buffer.from(`${source}/caf`), Buffer.from([0xe9])]), 'latin1');
    symlinkSync('no such file', join(source, 'link'));
    write('empty', '');
    expect((await backUp(laptop)).proof).toEqual({ files: 0, bytes: 0, different: NOTHING_DIFFERS });
    write('fresh');
    const { proof } = await backUp(laptop);
    // 18 odd names, one that is no UTF-8, and a link; an empty file proves nothing.
    expect(proof).toEqual({ files: 20, bytes: expect.any(Number) as number, different: NOTHING_DIFFERS });
    expect(existsSync(join(laptop.machine, '.proving'))).toBe(false);
  });

  it('asks for these files alone', async () => {
    mkdirSync(join(laptop.source, 'folder'));
    write('folder/one');
    await backUp(laptop);
    for (let number = 0; number < 30; number += 1) write(`folder/new ${number}`);
    laptop.setCommand(`eval "$SSH_ORIGINAL_COMMAND" | tee -a '${laptop.directory}/sent'`);
    await backUp(laptop);
    rmSync(join(laptop.directory, 'sent'));
    // Nothing is new now: what is sent is the sample, and at most 20 files of it.
    const { proof } = await backUp(laptop);
    expect(proof?.files).toBe(20);
    expect(laptop.commands().filter((command) => command.includes('--sender'))).toHaveLength(5);
  });

  it('is rather of what was not proven lately', async () => {
    for (let number = 0; number < 30; number += 1) write(`file ${number}`);
    await backUp(laptop);
    await backUp(laptop);
    await backUp(laptop);
    expect((stateOf(laptop) as { proven: string[] }).proven).toHaveLength(30);
  });

  it('is of each root', async () => {
    const roots = ['one', 'two'].map((name) => join(laptop.source, name));
    for (const root of roots) {
      mkdirSync(root);
      write(`${root.endsWith('one') ? 'one' : 'two'}/file`);
    }
    await backUp(laptop, { extension: { roots } });
    expect((await backUp(laptop, { extension: { roots } })).proof).toMatchObject({ files: 2 });
  });
});

describe('a difference', () => {
  it('of the laptop’s is loud, and comes with the next backup', async () => {
    write('letter');
    await backUp(laptop);
    // Whatever changed it has put its time back.
    write('letter', 'LETTER');
    const run = await laptop.run();
    const path = join(laptop.source, 'letter');
    const done = findReport(run, 'done');
    expect(done.proof).toEqual({ files: 0, bytes: 0, different: { count: 1, paths: [path] } });
    expect(findReport(run, 'warning').message).toContain(path);
    expect(readFileSync(copyIn(laptop, done.snapshot, 'letter'), 'utf8')).toBe('letter');
    expect(await verify(laptop)).toMatchObject({ status: 0, bad: [] });
    const next = await backUp(laptop);
    expect(readFileSync(copyIn(laptop, next.snapshot, 'letter'), 'utf8')).toBe('LETTER');
    expect(readFileSync(copyIn(laptop, done.snapshot, 'letter'), 'utf8')).toBe('letter');
    expect(next.proof?.different).toEqual(NOTHING_DIFFERS);
  });

  it('of the store is rot: marked, and healed by the next backup', async () => {
    write('letter');
    const { snapshot } = await backUp(laptop, { args: ['--verify-for', '0'] });
    flipByte(copyIn(laptop, snapshot, 'letter'));
    const done = await backUp(laptop, { args: ['--verify-for', '0'] });
    const path = join(laptop.source, 'letter');
    expect(done.proof?.different).toEqual({ count: 1, paths: [path] });
    expect(done.verified?.bad).toEqual({ count: 1, paths: [path] });
    const next = await backUp(laptop);
    expect(next).toMatchObject({
      verified: { healed: 1, bad: { count: 0 } },
      proof: { different: { count: 0 } },
    });
    expect(readFileSync(copyIn(laptop, next.snapshot, 'letter'), 'utf8')).toBe('letter');
  });
});

describe('nothing is proven', () => {
  it('where the list brings something in by rules of its own, and that is said', async () => {
    write('letter');
    const excludeList = '+ *.txt\n- *.tmp\n';
    await backUp(laptop, { excludeList });
    const { proof } = await backUp(laptop, { excludeList });
    expect(proof).toEqual({ files: 0, bytes: 0, different: NOTHING_DIFFERS, unproven: 'include-rules' });
  });

  it('where the laptop refuses it, and the backup is as good as ever', async () => {
    write('letter');
    await backUp(laptop);
    // Its second rsync of a run.
    laptop.setCommand(
      `n=$(wc -l < '${laptop.directory}/commands'); [ "$n" -eq 3 ] && exit 9; exec sh -c "$SSH_ORIGINAL_COMMAND"`,
    );
    const run = await laptop.run();
    expect(run, run.stderr).toMatchObject({ status: 0 });
    expect(findReport(run, 'done').proof).toMatchObject({ files: 0, unproven: 'failed' });
    expect(readdirSync(laptop.machine)).not.toContain('.proving');
  });

  it('of what moved meanwhile', async () => {
    write('letter');
    await backUp(laptop);
    laptop.setCommand(
      `n=$(wc -l < '${laptop.directory}/commands'); [ "$n" -eq 3 ] && echo more >> '${laptop.source}/letter'; exec sh -c "$SSH_ORIGINAL_COMMAND"`,
    );
    expect((await backUp(laptop)).proof).toEqual({ files: 0, bytes: 0, different: NOTHING_DIFFERS });
  });

  it('where the laptop sends more than the file has: what comes is bounded by what is on record', async () => {
    write('letter');
    await backUp(laptop);
    // The list says how large it was; when its contents are asked for it has grown.
    const growing = join(laptop.directory, 'growing.mjs');
    writeFileSync(growing, GROWING);
    const node = `'${process.execPath}' '${growing}' '${laptop.source}/letter'`;
    laptop.setCommand(
      `n=$(wc -l < '${laptop.directory}/commands'); [ "$n" -eq 3 ] && exec ${node}; exec sh -c "$SSH_ORIGINAL_COMMAND"`,
    );
    const run = await laptop.run();
    expect(findReport(run, 'done').proof).toMatchObject({ files: 0, unproven: 'failed' });
    expect(run.stderr).toContain('the laptop sent more than the files that it was asked for have');
    expect(readdirSync(laptop.machine)).not.toContain('.proving');
  });

  it('of what has grown since: it is not even asked for', async () => {
    write('letter');
    await backUp(laptop);
    laptop.setCommand(
      `n=$(wc -l < '${laptop.directory}/commands'); [ "$n" -eq 3 ] && truncate -s 1G '${laptop.source}/letter'; exec sh -c "$SSH_ORIGINAL_COMMAND"`,
    );
    const run = await laptop.run();
    expect(findReport(run, 'done').proof).toEqual({ files: 0, bytes: 0, different: NOTHING_DIFFERS });
  });
});

/** Runs the command; once the rules have come, the file grows before the list goes out. */
const GROWING = `
import { spawn } from 'node:child_process';
import { truncateSync } from 'node:fs';
const rsync = spawn('sh', ['-c', process.env.SSH_ORIGINAL_COMMAND], { stdio: ['pipe', 'pipe', 'inherit'] });
let came = '';
let isAsked = false;
process.stdin.on('data', (piece) => {
  came += piece.toString('latin1');
  isAsked ||= came.includes('letter');
  rsync.stdin.write(piece);
});
process.stdin.on('end', () => rsync.stdin.end());
rsync.stdin.on('error', () => undefined);
process.stdout.on('error', () => process.exit(1));
rsync.stdout.on('data', (piece) => {
  if (isAsked) truncateSync(process.argv[2], 300_000_000);
  isAsked = false;
  came = '';
  process.stdout.write(piece);
});
rsync.on('exit', (status) => { process.exitCode = status ?? 1; process.stdin.destroy(); });
`;
