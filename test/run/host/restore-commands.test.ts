/** Getting files back as README and manual page say it: their own words, typed into a shell, with each rsync there is. */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeAllKinds, withoutWhatIsNotBroughtBack } from '../../helpers/all-kinds-of-entries';
import { describeTree } from '../../helpers/describe-tree';
import { commandsInManual, commandsInReadme, MAN_READERS } from '../../helpers/documented-commands';
import { startLoopbackHost, type LoopbackHost } from '../../helpers/loopback-host';
import { pathWith, RSYNC_VERSIONS, type RsyncVersion } from '../../helpers/rsync-versions';
import { PROJECT, Sandbox } from '../../helpers/sandbox';
import { findReport, StandInLaptop } from './stand-in-laptop';

const OWN_SSH = fileURLToPath(new URL('../../helpers/own-ssh.sh', import.meta.url));
/** As the documents have them; each is replaced by what a reader would put there. */
const COPY = 'STORE/MACHINE/latest/files/home/you/';
const LOGIN = 'bak@nas';

const inReadme = commandsInReadme('Get files back');
const restoring = (commands: string[]): string[] => commands.filter((line) => line.startsWith('mkdir '));
const DOCUMENTED: [document: string, commands: string[]][] = [
  ['README', restoring(inReadme)],
  ...MAN_READERS.map((reader): [string, string[]] => [
    `latchkey-host(1) in ${reader}`,
    commandsInManual('latchkey-host', reader, 'mkdir '),
  ]),
];

let laptop: StandInLaptop;
let sandbox: Sandbox;
let host: LoopbackHost | undefined;
let agent: ChildProcess | undefined;
let root: string;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
  sandbox = new Sandbox();
  root = join(laptop.source, 'it\'s "my" $HOME; * [x]');
  mkdirSync(root);
});

afterEach(async () => {
  await host?.stop();
  host = undefined;
  agent?.kill();
  agent = undefined;
  sandbox.remove();
  await laptop.stop();
});

/** Backs the root up with this rsync on both sides. Returns the copy's path, with a slash at its end. */
async function backUp(rsync: RsyncVersion): Promise<string> {
  makeAllKinds(root);
  laptop.useRsync(rsync);
  const run = await laptop.run({ extension: { roots: [root] } });
  expect(run, run.stderr).toMatchObject({ status: 0 });
  expect(findReport(run, 'accepted').rsync).toBe(rsync.version);
  expect(findReport(run, 'done').unreadable.count).toBe(0);
  withoutWhatIsNotBroughtBack(root);
  return `${laptop.machine}/latest/files${root}/`;
}

/** Types a command into a shell, in an empty directory that must be empty after it. */
function type(command: string, rsync: RsyncVersion): { status: number | null; said: string } {
  const cwd = sandbox.directory('cwd');
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
    cwd,
    encoding: 'utf8',
    env: {
      HOME: sandbox.path,
      LATCHKEY_NODE: process.execPath,
      PATH: `${sandbox.directory('bin')}:${pathWith(rsync, `${join(PROJECT, 'bin')}:/usr/bin:/bin`)}`,
      SSH_AUTH_SOCK: agentSocket(),
    },
  });
  expect(readdirSync(cwd)).toEqual([]);
  return { status, said: stdout + stderr };
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}

function expectAllBack(said: string): void {
  expect(describeTree(join(sandbox.path, 'restored')), said).toEqual(describeTree(root));
}

it('is documented once for a disk and once for a host, the same everywhere', () => {
  const words = (commands: string[]): string[] => commands.map((command) => command.replace(/\s+/g, ' '));
  const [, readme = []] = DOCUMENTED[0] ?? [];
  expect(readme).toHaveLength(2);
  for (const [document, commands] of DOCUMENTED) expect(words(commands), document).toEqual(words(readme));
});

describe.each(RSYNC_VERSIONS)('with rsync $version', (rsync) => {
  it('brings all of it back from a disk, and nothing into the current directory', async () => {
    const copy = await backUp(rsync);
    for (const [document, [fromDisk = '']] of DOCUMENTED) {
      expect(fromDisk, document).toContain(`here=:${COPY}`);
      const { status, said } = type(fromDisk.replace(COPY, quoted(copy)), rsync);
      expect({ document, status, said }).toEqual({ document, status: 0, said: '' });
      expectAllBack(said);
      remove('restored');
    }
  });

  it('brings all of it back from a host, past the key that may only ask for a backup', async () => {
    const copy = await backUp(rsync);
    await becomeHost(rsync);
    for (const [document, [, fromHost = '']] of DOCUMENTED) {
      expect(fromHost, document).toContain(`${LOGIN}:${COPY}`);
      const command = fromHost.replace(
        `${LOGIN}:${COPY}`,
        `${userInfo().username}@127.0.0.1:${quoted(copy)}`,
      );
      const { status, said } = type(command, rsync);
      expect({ document, status, said }).toEqual({ document, status: 0, said: '' });
      expectAllBack(said);
      remove('restored');
    }
  });

  it('refuses a directory that is there, and leaves it alone', async () => {
    const copy = await backUp(rsync);
    writeFileSync(join(sandbox.directory('restored'), 'plain'), 'newer');
    const [, [fromDisk = '']] = DOCUMENTED[0] ?? ['', []];
    const { status, said } = type(fromDisk.replace(COPY, quoted(copy)), rsync);
    expect(status, said).not.toBe(0);
    expect(readdirSync(join(sandbox.path, 'restored'))).toEqual(['plain']);
    expect(readFileSync(join(sandbox.path, 'restored/plain'), 'utf8')).toBe('newer');
  });

  it('says which snapshots there are, and whether all is in order', async () => {
    await backUp(rsync);
    const others = inReadme.filter((line) => /^latchkey-host --(list|check-store) /.test(line));
    expect(others).toHaveLength(2);
    const said = others.map((command) => type(command.replace('STORE', quoted(laptop.store)), rsync));
    expect(said).toEqual([
      { status: 0, said: expect.stringMatching(/^laptop .* latest$/m) as string },
      { status: 0, said: expect.stringContaining('everything that is on record is there') as string },
    ]);
  });
});

function remove(name: string): void {
  const path = join(sandbox.path, name);
  execFileSync('chmod', ['-R', 'u+rwX', path]);
  execFileSync('rm', ['-r', path]);
}

function agentSocket(): string {
  return join(sandbox.path, 'agent');
}

/**
 * The same store behind an sshd, for a person whose ssh knows it as the README has it, by Latchkey's key and nothing
 * else; that key is in their agent, too. A key of their own may log in.
 */
async function becomeHost(rsync: RsyncVersion): Promise<void> {
  host = await startLoopbackHost(sandbox, { path: pathWith(rsync) });
  const key = join(host.directory, 'laptop-key');
  const ssh = sandbox.directory('dot-ssh');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(ssh, 'id_ed25519')]);
  appendFileSync(join(host.directory, 'authorized_keys'), readFileSync(join(ssh, 'id_ed25519.pub')));
  writeFileSync(join(ssh, 'known_hosts'), readFileSync(join(host.directory, 'known_hosts')));
  writeFileSync(join(ssh, 'config'), `Host *\n  IdentityFile ${key}\n  IdentitiesOnly yes\n`);
  agent = spawn('ssh-agent', ['-D', '-a', agentSocket()], { stdio: 'ignore' });
  await expect.poll(() => existsSync(agentSocket())).toBe(true);
  execFileSync('ssh-add', ['-q', key], { env: { SSH_AUTH_SOCK: agentSocket() } });
  // The port, and where that person's ~/.ssh is, are all that is not as it would be for a reader.
  const program = join(sandbox.directory('bin'), 'ssh');
  writeFileSync(program, `#!/bin/sh\nexec sh '${OWN_SSH}' '${ssh}' /usr/bin/ssh -p ${host.port} "$@"\n`, {
    mode: 0o700,
  });
}
