/** Whether the helper that looks for leftovers sees what is a test's own, and that alone. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { listeningPorts } from '../helpers/leftovers';
import { ownProcesses } from '../helpers/own-processes';

/** Says its port, and listens until it is ended. */
const LISTENER = `
  const server = require('net').createServer().listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

const children: ChildProcess[] = [];
const orphans: number[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const pid of orphans.splice(0)) process.kill(pid, 'SIGKILL');
});

function startListener(...before: string[]): Promise<{ pid: number; port: number }> {
  const child = spawn('env', [...before, process.execPath, '-e', LISTENER], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return new Promise((resolve) => {
    child.stdout.once('data', (said: Buffer) => {
      resolve({ pid: child.pid ?? 0, port: Number(said.toString()) });
    });
  });
}

const pids = (): number[] => ownProcesses().map(({ pid }) => pid);

test('what has left its parent, its session and its environment is its own', () => {
  const said = execFileSync('sh', ['-c', 'env -i setsid sleep 1000 >/dev/null 2>&1 & echo $!'], {
    encoding: 'utf8',
  });
  // setsid does not fork where it is no leader: the pid is the sleeper's.
  const orphan = Number(said);
  orphans.push(orphan);
  expect(pids()).toContain(orphan);
  expect(pids()).toContain(process.pid);
});

test('its own ports are seen, and those of who came from elsewhere are not', async () => {
  const own = await startListener();
  const elsewhere = await startListener('prlimit', '--msgqueue=800001:');
  expect(pids()).toContain(own.pid);
  expect(pids()).not.toContain(elsewhere.pid);
  expect(listeningPorts()).toContain(own.port);
  expect(listeningPorts()).not.toContain(elsewhere.port);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  expect(listeningPorts()).toContain((server.address() as AddressInfo).port);
  await new Promise((resolve) => server.close(resolve));
});
