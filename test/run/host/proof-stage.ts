/** What the tests of reading again have in common: a laptop with a store, and damage to it. */
import { closeSync, lstatSync, openSync, readFileSync, readSync, utimesSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readEntries } from '../../../host/proof/checksums';
import type { ChecksumEntry } from '../../../host/proof/checksum-lines';
import type { DoneReport } from '../../../shared/report';
import { findReport, type HostRun, type RunOptions, type StandInLaptop } from './stand-in-laptop';

export async function backUp(laptop: StandInLaptop, options: RunOptions = {}): Promise<DoneReport> {
  const run = await laptop.run(options);
  expect(run, run.stderr).toMatchObject({ status: 0 });
  return findReport(run, 'done');
}

export function copyIn(laptop: StandInLaptop, snapshot: string, ...names: string[]): string {
  return join(laptop.machine, snapshot, 'files', laptop.source, ...names);
}

/** What rot does: another byte, and the same size and time. */
export function flipByte(path: string): void {
  const { mtimeMs, atimeMs } = lstatSync(path);
  const file = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, 0);
  writeSync(file, Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, 0);
  closeSync(file);
  utimesSync(path, atimeMs / 1000, mtimeMs / 1000);
}

/** Files whose times have a whole number of milliseconds: what is changed can then get its very time back. */
export const TIME = new Date('2026-01-02T03:04:05.000Z');

export function entriesOf(laptop: StandInLaptop, snapshot: string): ChecksumEntry[] {
  return [...readEntries(join(laptop.machine, snapshot, 'checksums'))].map(({ entry }) => entry);
}

/** Paths without the laptop's own directory in front. */
export function namesIn(laptop: StandInLaptop, snapshot: string): string[] {
  const top = `${laptop.source.slice(1)}/`;
  return entriesOf(laptop, snapshot)
    .map(({ path }) => path.replace(top, ''))
    .sort();
}

export interface Verified {
  files: number;
  firstRead: number;
  finished: boolean;
  since: string | null;
  trouble: string | null;
  bad: {
    path: string;
    kind: string;
    snapshots: string[];
    settled: { snapshot: string; as: string } | null;
  }[];
}

export async function verify(
  laptop: StandInLaptop,
  ...args: string[]
): Promise<{ status: number | null } & Verified> {
  const ended = await laptop.startBare(['--verify', '--json', '--store', laptop.store, ...args]).ended;
  const [machine] = (JSON.parse(ended.stdout) as { machines: Verified[] }).machines;
  if (machine === undefined) throw new Error(ended.stdout);
  return { status: ended.status, ...machine };
}

export async function checkStore(laptop: StandInLaptop): Promise<Pick<HostRun, 'status' | 'stdout'>> {
  const { status, stdout } = await laptop.startBare(['--check-store', '--store', laptop.store]).ended;
  return { status, stdout };
}

export function stateOf(laptop: StandInLaptop): unknown {
  return JSON.parse(readFileSync(join(laptop.machine, 'verify.json'), 'utf8'));
}
