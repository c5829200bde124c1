import { randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../../shared/report';
import { RSYNC_VERSIONS } from '../../helpers/rsync-versions';
import { findReport, hostProcesses, privateDirectories, StandInLaptop } from './stand-in-laptop';

const PLAIN = 'exec sh -c "$SSH_ORIGINAL_COMMAND"';
/** 5 MB at this pace leave ten seconds to interrupt. */
const SLOW = `exec sh -c "$(printf '%s' "$SSH_ORIGINAL_COMMAND" | sed 's/--sender/& --bwlimit=500/')"`;

let laptop: StandInLaptop;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
});

afterEach(async () => {
  await laptop.stop();
  expect(privateDirectories()).toEqual([]);
  expect(hostProcesses()).toEqual([]);
});

function partials(): string[] {
  return readdirSync(laptop.machine).filter((name) => name.endsWith('.partial'));
}

/** Names, sizes, times, inodes and bytes: everything that must not change. Link counts grow with each snapshot. */
function fingerprint(directory: string): string {
  const list = execFileSync('find', [directory, '-printf', '%P %s %i %m %T@ %l\n']).toString();
  const sums = execFileSync('sh', [
    '-c',
    'find "$0" -type f -print0 | sort -z | xargs -0 sha256sum',
    directory,
  ]);
  return list.split('\n').sort().join('\n') + sums.toString();
}

/** One byte of what is sent now and then: rsync's own limit never strikes. */
const DRIP = `exec sh -c "$(printf '%s' "$SSH_ORIGINAL_COMMAND" | sed 's/--sender/& --bwlimit=1/')"`;

function halfWay(report: Report): boolean {
  return report.type === 'progress' && report.bytes > 500_000;
}

/** A complete snapshot, and then two new files: a small one that arrives at once, and a big one that does not. */
async function completeThenSlow(): Promise<string> {
  writeFileSync(join(laptop.source, 'kept'), 'kept', { mode: 0o644 });
  const { snapshot } = findReport(await laptop.run(), 'done');
  writeFileSync(join(laptop.source, 'a-small'), 'small');
  writeFileSync(join(laptop.source, 'b-big'), randomBytes(5_000_000));
  laptop.setCommand(SLOW);
  return snapshot;
}

async function expectResumed(): Promise<string> {
  laptop.setCommand(PLAIN);
  const run = await laptop.run();
  expect(run, run.stderr).toMatchObject({ status: 0 });
  expect(findReport(run, 'accepted').resumed).toBe(true);
  expect(findReport(run, 'warning').code).toBe('resumed');
  const { snapshot, totals } = findReport(run, 'done');
  // The small one had arrived, and a part of the big one.
  expect(totals.transferredFiles).toBe(1);
  const big = readFileSync(join(laptop.machine, snapshot, 'files', laptop.source, 'b-big'));
  expect(big.equals(readFileSync(join(laptop.source, 'b-big')))).toBe(true);
  expect(readlinkSync(join(laptop.machine, 'latest'))).toBe(snapshot);
  expect(partials()).toEqual([]);
  return snapshot;
}

describe.each(RSYNC_VERSIONS)('a run that is cut short, with rsync $version', (rsync) => {
  beforeEach(() => {
    laptop.useRsync(rsync);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'by %s says so, and the next one goes on',
    async (signal) => {
      const complete = await completeThenSlow();
      const before = fingerprint(join(laptop.machine, complete));
      const host = laptop.startHost();
      await host.reported(halfWay);
      host.process.kill(signal);
      const run = await host.ended;
      expect(run.status).toBe(1);
      expect(findReport(run, 'failed').failure.code).toBe('transfer-interrupted');
      expect(privateDirectories()).toEqual([]);
      expect(hostProcesses()).toEqual([]);
      expect(partials()).toHaveLength(1);
      expect(statSync(join(laptop.machine, '.unfinished-files', 'b-big')).size).toBeGreaterThan(100_000);
      expect(readlinkSync(join(laptop.machine, 'latest'))).toBe(complete);
      await expectResumed();
      expect(fingerprint(join(laptop.machine, complete))).toBe(before);
    },
  );

  it('by SIGKILL leaves complete snapshots alone, and the next one clears up and goes on', async () => {
    const complete = await completeThenSlow();
    const before = fingerprint(join(laptop.machine, complete));
    const host = laptop.startHost();
    await host.reported(halfWay);
    host.process.kill('SIGKILL');
    expect((await host.ended).signal).toBe('SIGKILL');
    expect(privateDirectories()).toHaveLength(1);
    expect(readlinkSync(join(laptop.machine, 'latest'))).toBe(complete);
    await expectResumed();
    expect(fingerprint(join(laptop.machine, complete))).toBe(before);
  });

  it('by a lost connection says so, and the next one goes on with the half file', async () => {
    await completeThenSlow();
    const host = laptop.startHost();
    await host.reported(halfWay);
    laptop.hangUp();
    const run = await host.ended;
    expect(run.status).toBe(1);
    expect(findReport(run, 'failed').failure.code).toBe('transfer-interrupted');
    await expectResumed();
  });

  it('by a laptop that no longer listens to reports still ends well', async () => {
    writeFileSync(join(laptop.source, 'file'), 'x');
    const host = laptop.startHost();
    await host.reported(({ type }) => type === 'accepted');
    host.process.stdout?.destroy();
    expect((await host.ended).status).toBe(0);
    expect(existsSync(join(laptop.machine, 'latest', 'snapshot.json'))).toBe(true);
  });
});

describe.each(RSYNC_VERSIONS)('going on with an unfinished snapshot, with rsync $version', (rsync) => {
  beforeEach(() => {
    laptop.useRsync(rsync);
  });

  it('leaves the complete one alone where only a mode has changed since', async () => {
    const complete = await completeThenSlow();
    const before = fingerprint(join(laptop.machine, complete));
    const host = laptop.startHost();
    await host.reported(halfWay);
    host.process.kill('SIGTERM');
    await host.ended;
    chmodSync(join(laptop.source, 'kept'), 0o600);
    const snapshot = await expectResumed();
    expect(fingerprint(join(laptop.machine, complete))).toBe(before);
    expect(statSync(join(laptop.machine, snapshot, 'files', laptop.source, 'kept')).mode & 0o777).toBe(0o600);
  });

  function makePartial(name: string): string {
    const partial = join(laptop.machine, `${name}.partial`);
    mkdirSync(join(partial, 'files', laptop.source), { recursive: true });
    return partial;
  }

  it('drops what the laptop has deleted since, also where an unreadable directory keeps rsync from it', async () => {
    const partial = makePartial('2026-01-02T000000Z');
    makePartial('2026-01-01T000000Z');
    writeFileSync(join(partial, 'files', laptop.source, 'deleted'), 'x');
    writeFileSync(join(laptop.source, 'there'), 'x');
    mkdirSync(join(laptop.source, 'closed'));
    chmodSync(join(laptop.source, 'closed'), 0);
    const run = await laptop.run();
    expect(run, run.stderr).toMatchObject({ status: 0 });
    const { snapshot, unreadable } = findReport(run, 'done');
    expect(unreadable.paths).toEqual([join(laptop.source, 'closed')]);
    expect(readdirSync(join(laptop.machine, snapshot)).sort()).toEqual([
      'changes',
      'checksums',
      'exclude',
      'files',
      'snapshot.json',
    ]);
    expect(readdirSync(join(laptop.machine, snapshot, 'files', laptop.source)).sort()).toEqual([
      'closed',
      'there',
    ]);
    expect(partials()).toEqual([]);
  });

  it('drops roots that are no longer asked for', async () => {
    const partial = makePartial('2026-01-02T000000Z');
    const odd = Buffer.concat([Buffer.from(`${partial}/files/`), Buffer.from([0xff])]);
    mkdirSync(odd);
    mkdirSync(join(partial, 'files', 'etc'));
    const { snapshot } = findReport(await laptop.run(), 'done');
    const top = laptop.source.split('/')[1] ?? '';
    expect(readdirSync(join(laptop.machine, snapshot, 'files'))).toEqual([top]);
  });

  it('is not led out of the store by a symbolic link in it', async () => {
    const outside = join(laptop.directory, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'precious'), 'x');
    const partial = makePartial('2026-01-02T000000Z');
    const root = join(partial, 'files', laptop.source);
    rmSync(root, { recursive: true });
    symlinkSync(outside, root);
    writeFileSync(join(laptop.source, 'file'), 'x');
    const { snapshot } = findReport(await laptop.run(), 'done');
    expect(readdirSync(outside)).toEqual(['precious']);
    expect(statSync(join(laptop.machine, snapshot, 'files', laptop.source, 'file')).size).toBe(1);
  });
});

it('a transfer that drips on for ever is ended, says why, and is gone on with', async () => {
  const big = randomBytes(5_000_000);
  writeFileSync(join(laptop.source, 'big'), big);
  writeFileSync(join(laptop.source, 'a-small'), 'small');
  laptop.setCommand(DRIP);
  const run = await laptop.run({ args: ['--time-limit', '4s'] });
  expect(run.status).toBe(1);
  expect(findReport(run, 'failed').failure).toEqual({ code: 'transfer-too-long', seconds: 4 });
  expect(partials()).toHaveLength(1);
  expect(laptop.connections).toBe(1);
  laptop.setCommand(PLAIN);
  const done = findReport(await laptop.run(), 'done');
  const copy = join(laptop.machine, done.snapshot, 'files', laptop.source, 'big');
  expect(readFileSync(copy).equals(big)).toBe(true);
});
