/** Files that come back from a host over ssh, by a one-time grant: as from a disk, once, and nothing else of the host. */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeAllKinds, withoutWhatIsNotBroughtBack } from '../../helpers/all-kinds-of-entries';
import { describeTree } from '../../helpers/describe-tree';
import { ageGrant, grant, grantFile, onHost, revoke, startWithCode, withCode } from '../../helpers/grant';
import { leftoversSince, lookBefore, type Before } from '../../helpers/leftovers';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../../helpers/loopback-host';
import { RSYNC_VERSIONS, withRsync } from '../../helpers/rsync-versions';
import { HOST_PROGRAM, Sandbox } from '../../helpers/sandbox';
import { completeSnapshots } from '../../helpers/store';

let sandbox: Sandbox;
let host: LoopbackHost;
let source: string;
let before: Before;

async function stage(wrapper: string[] = []): Promise<void> {
  sandbox = new Sandbox();
  ({ source } = sandbox);
  host = await startLoopbackHost(sandbox, {
    command: ({ store }) =>
      [...wrapper, process.execPath, HOST_PROGRAM, '--store', store, '--machine', 'laptop'].join(' '),
  });
  sandbox.writeSettings(settingsFor(host, [source]));
  before = lookBefore();
}

async function backUp(): Promise<void> {
  expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
}

/** Beside what is there, or wherever: the one name that was not there before. */
function nameBeside(): string {
  const found = readdirSync(sandbox.path).filter((name) => name.includes('(from'));
  expect(found).toHaveLength(1);
  return join(sandbox.path, found[0] ?? '');
}

afterEach(async () => {
  expect(leftoversSince(before, sandbox)).toEqual([]);
  await host.stop();
  sandbox.remove();
});

describe.each(RSYNC_VERSIONS)('with rsync $version on both sides', (rsync) => {
  test('a tree is the one that a disk would have given, but for what may run as somebody else', async () => {
    await stage(withRsync(rsync));
    makeAllKinds(source);
    execFileSync('setfacl', ['-b', join(source, 'plain')]);
    execFileSync('setfacl', ['-k', join(source, 'empty')]);
    await backUp();
    withoutWhatIsNotBroughtBack(source);
    const original = describeTree(source);
    const code = await grant(host);
    const restored = await withCode(sandbox, code, ['--restore', source], rsync);
    expect(restored.stderr).toMatch(/^latchkey: 1 path came back without all of/);
    expect(restored.stderr).toContain('/setuid');
    expect(restored.status).toBe(3);
    expect(describeTree(nameBeside())).toEqual(original);
  });
});
