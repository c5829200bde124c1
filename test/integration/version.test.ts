/** What is asked for in a report of trouble: enough to answer it, and nothing of the person's. */
import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TRAY_WATCHER } from '../../electron/bus/open-bus';
import { startPrivateBus } from '../helpers/private-bus';
import { HOST_PROGRAM, PROJECT, Sandbox, startProgram, CLI } from '../helpers/sandbox';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
});
afterEach(() => {
  sandbox.remove();
});

const { version } = JSON.parse(readFileSync(`${PROJECT}/package.json`, 'utf8')) as { version: string };

async function say(program: string, environment: Record<string, string> = {}): Promise<string[]> {
  const args = [program, '--version', '--verbose'];
  const started = startProgram(process.execPath, args, { ...sandbox.environment, ...environment });
  const { status, stdout, stderr } = await started.finished;
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.trimEnd().split('\n');
}

const RUNS_ON: unknown[] = [
  expect.stringMatching(/^rsync: \d+\.\d+\.\d+/),
  expect.stringMatching(/^ssh: OpenSSH_\d/),
  expect.stringMatching(/^System: .+, Linux \d.+, \w+$/),
];

test('says what a laptop runs on, and the kinds of what is set, without a name', async () => {
  const secret = 'someone-of-mine';
  sandbox.writeSettings({
    schemaVersion: 3,
    host: { kind: 'ssh', destination: `${secret}@${secret}.example.org`, reach: 'tunnel' },
    roots: [`/srv/${secret}`],
    schedule: { kind: 'daily', at: '12:00' },
    ping: `https://example.org/${secret}`,
  });
  const bus = await startPrivateBus(sandbox);
  try {
    const desktop = {
      DBUS_SESSION_BUS_ADDRESS: bus.address,
      XDG_CURRENT_DESKTOP: 'GNOME',
      XDG_SESSION_TYPE: 'wayland',
    };
    const lines = await say(CLI, desktop);
    expect(lines).toEqual([
      `latchkey ${version}`,
      expect.stringContaining(`Node.js ${process.versions.node}, disk scan by `),
      'Electron: none, this is Node.js alone',
      ...RUNS_ON,
      'Desktop: GNOME; session: wayland; tray: not there',
      'Backups go to: a host over ssh, tunnel',
      'Schedule: daily',
    ]);
    for (const name of [secret, userInfo().username, hostname(), sandbox.path, 'example.org']) {
      expect(lines.join('\n')).not.toContain(name);
    }
    const driver = { destination: 'org.freedesktop.DBus', path: '/', interface: 'org.freedesktop.DBus' };
    await bus.bus.call({ ...driver, member: 'RequestName', signature: 'su', body: [TRAY_WATCHER, 0] });
    expect(await say(CLI, desktop)).toContain('Desktop: GNOME; session: wayland; tray: there');
  } finally {
    await bus.stop();
  }
});

test('says so where nothing is set and there is no desktop', async () => {
  const lines = await say(CLI);
  expect(lines).toContain('Desktop: not known here; session: not known here; tray: no session bus');
  expect(lines.at(-1)).toBe('Settings: settings-missing');
});

test('says what a host runs on', async () => {
  expect(await say(HOST_PROGRAM)).toEqual([
    `latchkey-host ${version}`,
    `Node.js ${process.versions.node}`,
    ...RUNS_ON,
  ]);
});

test('and the form that people report trouble with asks for it', () => {
  const form = readFileSync(`${PROJECT}/.github/ISSUE_TEMPLATE/trouble.yml`, 'utf8');
  expect(form).toContain('latchkey --version --verbose');
  expect(form).toContain('latchkey-host --version --verbose');
});
