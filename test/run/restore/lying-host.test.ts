/** A host in foreign hands that was asked for files: what it sends beyond its own listing gets nowhere. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeTree } from '../../helpers/describe-tree';
import { withCode } from '../../helpers/grant';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../../helpers/loopback-host';
import { Sandbox, type Finished } from '../../helpers/sandbox';

const LIAR = fileURLToPath(new URL('../../helpers/lying-give-back.mjs', import.meta.url));
const SNAPSHOT = '2026-03-04T100000Z';

let sandbox: Sandbox;
let host: LoopbackHost;
let wanted: string;
/** Where the liar keeps what it sends as the wanted file's directory. */
let sent: string;

beforeEach(async () => {
  sandbox = new Sandbox();
  wanted = join(sandbox.source, 'letter.txt');
  const lies = sandbox.directory('lies');
  sent = join(lies, sandbox.source);
  mkdirSync(sent, { recursive: true });
  host = await startLoopbackHost(sandbox, {
    command: () => [process.execPath, LIAR, SNAPSHOT, wanted, lies].join(' '),
  });
  sandbox.writeSettings(settingsFor(host, [sandbox.source]));
});

afterEach(async () => {
  await host.stop();
  sandbox.remove();
});

async function restore(): Promise<Finished> {
  writeFileSync(join(sandbox.source, 'mine'), 'mine');
  const before = describeTree(sandbox.source);
  const finished = await withCode(sandbox, 'ABCDE-FGHJK', ['--restore', wanted]);
  const now = describeTree(sandbox.source);
  // Its staging directory waits there for --resume.
  for (const path of now.keys()) if (path.startsWith('.latchkey-restore-')) now.delete(path);
  for (const tree of [before, now])
    for (const key of ['.', '(ACLs)', '(extended attributes)']) tree.delete(key);
  if (finished.status !== 0) expect(now).toEqual(before);
  return finished;
}

test('it can do this much: send what it has listed', async () => {
  writeFileSync(join(sent, 'letter.txt'), 'short');
  chmodSync(join(sent, 'letter.txt'), 0o644);
  await restore();
  expect(readdirSync(sandbox.source).some((name) => name.startsWith('letter'))).toBe(true);
});

test('a file that is larger than listed ends the transfer', async () => {
  execFileSync('dd', [
    'if=/dev/urandom',
    `of=${join(sent, 'letter.txt')}`,
    'bs=1M',
    'count=40',
    'status=none',
  ]);
  const { status, stderr } = await restore();
  expect(stderr).toContain('sends more than it has listed');
  expect(status).toBe(1);
});

test('files beyond the listed ones end the transfer', async () => {
  for (let name = 0; name < 3000; name += 1) writeFileSync(join(sent, String(name)), '');
  const { status, stderr } = await restore();
  expect(stderr).toContain('sends more than it has listed');
  expect(status).toBe(1);
});

test('a link where a file was listed is put nowhere', async () => {
  symlinkSync('/etc', join(sent, 'letter.txt'));
  const { status, stderr } = await restore();
  expect(stderr).toContain('is not what the snapshot has');
  expect(status).toBe(1);
});
