import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { at, pathsBelow } from '../helpers/describe-tree';
import { KeyKeeper, type KeptRequest } from '../helpers/key-keeper';
import { lookBefore, type Before } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';
import {
  settingsFor,
  startLoopbackHost,
  TUNNEL_KEY_OPTIONS,
  type LoopbackHost,
} from '../helpers/loopback-host';
import { lastLog } from '../helpers/records';
import { Sandbox, type Started } from '../helpers/sandbox';

let sandbox: Sandbox;
let keeper: KeyKeeper;
let host: LoopbackHost;
let before: Before;
let run: Started;

beforeEach(async () => {
  sandbox = new Sandbox();
  keeper = new KeyKeeper();
  host = await startLoopbackHost(sandbox, { command: keeper.command, keyOptions: TUNNEL_KEY_OPTIONS });
  before = lookBefore();
});

afterEach(async () => {
  run.kill('SIGKILL');
  await host.stop();
  keeper.remove();
  sandbox.remove();
});

/** What would give the private key away: lines of its text, and its 32 secret bytes. */
function traitsOf(privateKey: string): Buffer[] {
  // The first line and the last but one are the same in all keys, or nearly.
  const lines = privateKey.trimEnd().split('\n').slice(2, -1);
  const bytes = Buffer.from(privateKey.replace(/-----[^\n]*|\n/g, ''), 'base64');
  const type = Buffer.from('ssh-ed25519');
  const inSecretPart = bytes.indexOf(type, bytes.indexOf(type) + 1);
  // Type, then the public key and the secret one, each behind its length (PROTOCOL.key of OpenSSH).
  const secret = inSecretPart + type.length + 4 + 32 + 4;
  return [
    ...lines.filter((line) => line.length > 20).map((line) => Buffer.from(line)),
    bytes.subarray(secret, secret + 32),
  ];
}

/** Where any of these bytes is found: files of the sandbox, command lines, environments and open files of this user. */
function findings(traits: readonly Buffer[]): string[] {
  const holds = (content: Buffer): boolean => traits.some((trait) => content.includes(trait));
  const files = pathsBelow(sandbox.path)
    .filter((path) => lstatSync(at(sandbox.path, path)).isFile())
    .filter((path) => holds(readFileSync(at(sandbox.path, path))));
  const ours = readdirSync('/proc').filter(
    (pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid && isOurs(`/proc/${pid}`),
  );
  const inProcesses = ours.flatMap((pid) =>
    [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`, ...openFilesOf(pid)].filter((path) =>
      holds(readIfThere(path)),
    ),
  );
  return [...files, ...inProcesses];
}

function isOurs(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.uid === userInfo().uid;
}

/** Deleted files included, which only these links still lead to. Pipes and sockets are not read. */
function openFilesOf(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`)
      .map((fd) => `/proc/${pid}/fd/${fd}`)
      .filter(isRegularFile);
  } catch {
    return [];
  }
}

function isRegularFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

async function holdInTheWindow(reach: string): Promise<KeptRequest> {
  sandbox.writeSettings(settingsFor(host, [sandbox.source], { reach }));
  run = sandbox.start('--run', '--json');
  return keeper.request();
}

test.each(['direct', 'tunnel'])(
  'the private key is on no disk, command line, environment or log (%s)',
  async (reach) => {
    const kept = await holdInTheWindow(reach);
    const traits = traitsOf(kept.request.privateKey);
    expect(traits.length).toBeGreaterThan(2);

    // The search finds what is there: the public half, which has to be in the authorized-keys file.
    const base = join(sandbox.runtime, 'latchkey');
    const authorized = readFileSync(join(base, readdirSync(base)[0] ?? '', 'authorized_keys'), 'utf8');
    const publicHalf = /ssh-ed25519 (\S+)/.exec(authorized)?.[1] ?? '';
    expect(findings([Buffer.from(publicHalf)]).some((path) => path.endsWith('authorized_keys'))).toBe(true);
    expect(findings(traits)).toEqual([]);

    // Nor while the files are read, when sshd, guard and rsync are there.
    const intruder = await kept.connect();
    const session = intruder.start(
      '--',
      `rsync --server --sender -vlHogDtpAXrze.iLsfxCIvu . ${sandbox.source}/`,
    );
    await run.saw('"type":"reading"');
    expect(findings(traits)).toEqual([]);
    await intruder.close();
    await session.finished;

    keeper.release(1);
    const { stdout, stderr } = await run.finished;
    await untilNothingIsLeft(before, sandbox);
    expect(findings(traits)).toEqual([]);
    expect(lastLog(sandbox)).toContain('Accepted publickey');
    for (const trait of traits) expect(stdout + stderr).not.toContain(trait.toString('latin1'));
  },
);

test('two runs have two keys, and two identities', async () => {
  const requests: KeptRequest[] = [];
  for (let count = 0; count < 2; count += 1) {
    keeper.forget();
    requests.push(await holdInTheWindow('direct'));
    keeper.release(1);
    await run.finished;
  }
  const [first, second] = requests.map(({ request }) => request);
  expect(first?.privateKey).not.toBe(second?.privateKey);
  expect(first?.extension?.hostKey).not.toBe(second?.extension?.hostKey);
  await untilNothingIsLeft(before, sandbox);
});

test('the run directory is closed to others, with every file in it', async () => {
  await holdInTheWindow('direct');
  const base = join(sandbox.runtime, 'latchkey');
  expect(lstatSync(base).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(base)) expect(lstatSync(join(base, name)).mode & 0o777).toBe(0o700);
  const files = pathsBelow(base).filter(
    (path) => lstatSync(at(base, path)).isFile() && !path.endsWith('.pub'),
  );
  expect(files.map((path) => path.split('/').at(-1)).sort()).toEqual([
    ...[
      'authorized_keys',
      'exclude-0',
      'exclude-0-named',
      'guard-plan.json',
      'host-key',
      'list-0',
      'run.json',
    ],
  ]);
  for (const path of files) expect(lstatSync(at(base, path)).mode & 0o777, path).toBe(0o600);
  keeper.release(1);
  await run.finished;
  await untilNothingIsLeft(before, sandbox);
});
