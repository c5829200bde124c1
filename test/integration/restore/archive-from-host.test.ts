/** The same archive from a host, by a one-time grant: as from a disk, devices included, which no other restore takes. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeAllKinds } from '../../helpers/all-kinds-of-entries';
import { describeTree } from '../../helpers/describe-tree';
import { grant, withCode } from '../../helpers/grant';
import { lookBefore, type Before } from '../../helpers/leftovers';
import { untilNothingIsLeft } from '../../helpers/long-run';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../../helpers/loopback-host';
import { RSYNC_VERSIONS, withRsync } from '../../helpers/rsync-versions';
import { HOST_PROGRAM, Sandbox } from '../../helpers/sandbox';
import { copyOf } from '../../helpers/store';

describe.each(RSYNC_VERSIONS)('with rsync $version on both sides', (rsync) => {
  let sandbox: Sandbox;
  let host: LoopbackHost;
  let source: string;
  let before: Before;

  beforeEach(async () => {
    sandbox = new Sandbox();
    ({ source } = sandbox);
    host = await startLoopbackHost(sandbox, {
      command: ({ store }) =>
        [...withRsync(rsync), process.execPath, HOST_PROGRAM, '--store', store, '--machine', 'laptop'].join(
          ' ',
        ),
    });
    sandbox.writeSettings(settingsFor(host, [source]));
    before = lookBefore();
  });

  afterEach(async () => {
    await untilNothingIsLeft(before, sandbox);
    await host.stop();
    sandbox.remove();
  });

  test('every kind of entry is in it, with what only root could put back', async () => {
    makeAllKinds(source);
    execFileSync('setfacl', ['-b', join(source, 'plain')]);
    execFileSync('setfacl', ['-k', join(source, 'empty')]);
    for (const name of ['tool', 'null']) writeFileSync(join(source, name), name === 'tool' ? 'x' : '');
    expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
    for (const name of ['forged setuid', 'forged device']) {
      execFileSync('setfattr', ['-x', 'user.rsync.%stat', join(source, name)]);
    }
    const give = (name: string, value: string): void => {
      const path = join(copyOf(host.store, source), name);
      execFileSync('setfattr', ['-n', 'user.rsync.%stat', '-v', value, path]);
    };
    give('tool', '104755 0,0 0:0');
    give('null', '20666 1,3 0:0');
    const archive = join(sandbox.path, 'all.tar.zst');
    const restored = await withCode(
      sandbox,
      await grant(host),
      ['--restore', source, '--archive', archive],
      rsync,
    );
    expect(restored).toMatchObject({ status: 0, stderr: '' });
    const listed = execFileSync('tar', ['-tvf', archive, '--full-time', '--numeric-owner'], {
      encoding: 'utf8',
    });
    expect(listed).toMatch(/^-rwsr-xr-x 0\/0 .*\/tool$/m);
    expect(listed).toMatch(/^crw-rw-rw- 0\/0 +1,3 .*\/null$/m);
    const unpacked = sandbox.directory('unpacked');
    const options = ['--acls', '--xattrs', '--preserve-permissions', '--exclude=null', '--exclude=tool'];
    execFileSync('tar', ['-xf', archive, ...options, '-C', unpacked]);
    execFileSync('rm', [join(source, 'tool'), join(source, 'null')]);
    const back = describeTree(join(unpacked, source.slice(1)));
    const original = describeTree(source);
    for (const tree of [back, original]) tree.delete('.');
    expect(back).toEqual(
      new Map([...original].map(([path, words]) => [path, words.replace('sparse=true', 'sparse=false')])),
    );
  });
});
