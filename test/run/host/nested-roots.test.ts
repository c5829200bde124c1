/** A root within another one: what the outer pull has linked there is shared with older snapshots. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RSYNC_VERSIONS } from '../../helpers/rsync-versions';
import { findReport, StandInLaptop } from './stand-in-laptop';

let laptop: StandInLaptop;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
});

afterEach(async () => {
  await laptop.stop();
});

/** Modes, sizes, times, inodes, attributes and contents: all that a later run must not change. */
function fingerprint(directory: string): string {
  const list = execFileSync('find', [directory, '-printf', '%P %y %s %i %m %T@\n']).toString();
  const attributes = execFileSync('getfattr', ['-R', '-P', '-d', '-m-', '--absolute-names', directory]);
  return `${list.split('\n').sort().join('\n')}\n${attributes.toString()}`;
}

describe.each(RSYNC_VERSIONS)('with rsync $version', (rsync) => {
  it.each([
    ['mode', 'chmod 600 file && chmod 700 folder'],
    ['extended attribute', 'setfattr -n user.colour -v blue file && setfattr -n user.colour -v blue folder'],
    ['time', 'touch -d 2020-02-02 file folder'],
  ])('another %s between the two pulls leaves older snapshots as they are', async (what, change) => {
    laptop.useRsync(rsync);
    const inner = join(laptop.source, 'inner');
    mkdirSync(join(inner, 'folder'), { recursive: true });
    writeFileSync(join(inner, 'file'), 'x', { mode: 0o644 });
    writeFileSync(join(inner, 'folder', 'file'), 'y', { mode: 0o644 });
    for (const name of ['folder', 'file']) utimesSync(join(inner, name), 1e9, 1e9);
    const extension = { roots: [laptop.source, inner] };
    const first = findReport(await laptop.run({ extension }), 'done').snapshot;
    const before = fingerprint(join(laptop.machine, first));
    // The fourth command is the second run's pull of the inner root.
    laptop.setCommand(
      `n=$(wc -l < '${laptop.directory}/commands'); [ "$n" -eq 4 ] && (cd '${inner}' && ${change}); exec sh -c "$SSH_ORIGINAL_COMMAND"`,
    );
    const run = await laptop.run({ extension });
    expect(run, run.stderr).toMatchObject({ status: 0 });
    expect(fingerprint(join(laptop.machine, first))).toBe(before);
    const copy = join(laptop.machine, findReport(run, 'done').snapshot, 'files', inner);
    expect(readFileSync(join(copy, 'file'), 'utf8')).toBe('x');
    if (what === 'mode') expect(statSync(join(copy, 'file')).mode & 0o777).toBe(0o600);
    if (what === 'time') expect(statSync(join(copy, 'folder')).mtimeMs).not.toBe(1e12);
  });
});
