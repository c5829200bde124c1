/** A display, a session bus and a tray for measurements; nothing of the person's own desktop is touched. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const TRAY_HOST = fileURLToPath(new URL('../helpers/desktop/tray-host.py', import.meta.url));

/**
 * @typedef {{ environment: Record<string, string>, untilIcon: (pid: number) => Promise<number>, close: () => Promise<void> }} Desktop
 */

/** @returns {Promise<Desktop>} `untilIcon`: the time (performance.now) at which this process's icon was registered */
export async function startDesktop() {
  const home = mkdtempSync(join(tmpdir(), 'latchkey-bench-desktop-'));
  const xvfb = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-noreset'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const display = await firstLine(/** @type {import('node:stream').Readable} */ (xvfb.stdio[3]));
  const socket = join(home, 'bus');
  const configuration = join(home, 'bus.conf');
  writeFileSync(
    configuration,
    `<busconfig><type>session</type><listen>unix:path=${socket}</listen><auth>EXTERNAL</auth>` +
      '<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>' +
      '<allow own="*"/></policy></busconfig>',
  );
  const bus = spawn(
    'dbus-daemon',
    [`--config-file=${configuration}`, '--nofork', '--nopidfile', '--print-address=1'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const address = await firstLine(bus.stdout);
  const tray = spawn('/usr/bin/python3', ['-B', TRAY_HOST], {
    env: { DBUS_SESSION_BUS_ADDRESS: address, PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  /** @type {Set<(line: { event?: string }) => void>} */
  const listeners = new Set();
  const ready = new Promise((resolve, reject) => {
    tray.once('exit', () => {
      reject(new Error('the tray of the measurement has ended'));
    });
    createInterface({ input: tray.stdout }).on('line', (text) => {
      /** @type {{ event?: string }} */
      const line = JSON.parse(text);
      if (line.event === 'ready') resolve(undefined);
      for (const listener of listeners) listener(line);
    });
  });
  await ready;
  return {
    environment: {
      PATH: process.env.PATH ?? '/usr/bin:/bin',
      DISPLAY: `:${display}`,
      DBUS_SESSION_BUS_ADDRESS: address,
      // Never the machine's own: what it says would wake the one and not the other.
      DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${join(home, 'none')}`,
      GSETTINGS_BACKEND: 'memory',
      NO_AT_BRIDGE: '1',
      XDG_SESSION_TYPE: 'x11',
    },
    untilIcon: () =>
      new Promise((resolve) => {
        /** @param {{ event?: string }} line */
        const look = (line) => {
          if (line.event !== 'item-registered') return;
          listeners.delete(look);
          resolve(performance.now());
        };
        listeners.add(look);
      }),
    close: async () => {
      for (const child of [tray, bus, xvfb]) await ended(child);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** @param {import('node:child_process').ChildProcess} child */
export async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await exit;
  clearTimeout(kill);
}

/** @param {import('node:stream').Readable} stream @returns {Promise<string>} */
function firstLine(stream) {
  return new Promise((resolve, reject) => {
    let text = '';
    stream.on('data', (/** @type {Buffer} */ chunk) => {
      text += chunk.toString();
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
    stream.once('end', () => {
      reject(new Error('it ended without a word'));
    });
  });
}
