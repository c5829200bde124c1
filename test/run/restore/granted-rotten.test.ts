/** What a host's own reading has found bad comes back over a grant as from a disk: good, from the nearest snapshot, and it is said. */
import { linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { grant, withCode } from '../../helpers/grant';
import { lookBefore, type Before } from '../../helpers/leftovers';
import { untilNothingIsLeft } from '../../helpers/long-run';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../../helpers/loopback-host';
import { backUpAs, findRotten, rot } from '../../helpers/rotten';
import { RSYNC_VERSIONS, withRsync } from '../../helpers/rsync-versions';
import { HOST_PROGRAM, Sandbox } from '../../helpers/sandbox';

const OLDEST = '2026-03-01T100000Z';
const MIDDLE = '2026-03-04T100000Z';
const NEWEST = '2026-03-05T100000Z';

let sandbox: Sandbox;
let host: LoopbackHost;
let before: Before;

afterEach(async () => {
  await untilNothingIsLeft(before, sandbox);
  await host.stop();
  sandbox.remove();
});

describe.each(RSYNC_VERSIONS)('with rsync $version on both sides', (rsync) => {
  test('from another snapshot, by both of its names; what is bad in all of them, or not in what was granted, is left out', async () => {
    sandbox = new Sandbox();
    host = await startLoopbackHost(sandbox, {
      command: ({ store }) =>
        [...withRsync(rsync), process.execPath, HOST_PROGRAM, '--store', store, '--machine', 'laptop'].join(
          ' ',
        ),
    });
    const { source } = sandbox;
    const { store } = host;
    sandbox.writeSettings(settingsFor(host, [source]));
    before = lookBefore();
    const directory = join(source, 'd');
    mkdirSync(directory);
    writeFileSync(join(directory, 'other'), 'other');
    writeFileSync(join(directory, 'same'), 'never changed');
    for (const [snapshot, text] of [
      [OLDEST, 'as of the first'],
      [MIDDLE, 'as of the fourth'],
      [NEWEST, 'as of the fifth of March'],
    ] as const) {
      for (const name of ['report', 'second name']) rmSync(join(directory, name), { force: true });
      writeFileSync(join(directory, 'report'), text, { mode: 0o640 });
      linkSync(join(directory, 'report'), join(directory, 'second name'));
      await backUpAs(sandbox, store, snapshot);
    }
    rot(sandbox, store, MIDDLE, 'd/report');
    rot(sandbox, store, MIDDLE, 'd/same');
    await findRotten(sandbox, store);

    rmSync(directory, { recursive: true });
    const restored = await withCode(
      sandbox,
      await grant(host),
      ['--restore', directory, '--at', MIDDLE],
      rsync,
    );
    expect(restored.status, restored.stderr).toBe(3);
    expect(restored.stderr).toMatch(
      new RegExp(`damaged in that snapshot.*\\nlatchkey:   ${directory}/report, from .* \\(${NEWEST}\\)`),
    );
    expect(restored.stderr).toMatch(
      new RegExp(`damaged in every snapshot, and left out:\\nlatchkey:   ${directory}/same\\n`),
    );
    expect(readdirSync(directory).sort()).toEqual(['other', 'report', 'second name']);
    expect(readFileSync(join(directory, 'report'), 'utf8')).toBe('as of the fifth of March');
    expect(lstatSync(join(directory, 'report')).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(directory, 'second name')).ino).toBe(lstatSync(join(directory, 'report')).ino);

    rmSync(directory, { recursive: true });
    const only = await grant(host, '--snapshots', MIDDLE);
    const ofOne = await withCode(sandbox, only, ['--restore', directory, '--at', MIDDLE], rsync);
    expect(ofOne.status, ofOne.stderr).toBe(3);
    expect(ofOne.stderr).toContain(`${directory}/report\n`);
    expect(readdirSync(directory)).toEqual(['other']);
  });
});
