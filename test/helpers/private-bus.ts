/** A real message bus of the test's own, with python-dbusmock's stand-ins for the machine's services on it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { openBus, type Bus } from '../../electron/bus/open-bus';
import type { Sandbox } from './sandbox';

export interface PrivateBus {
  address: string;
  /** A connection of the test's own. */
  bus: Bus;
  /** Starts a dbusmock template (`upower`, `networkmanager`, `power_profiles_daemon`) and waits until it has its name. */
  mock: (template: string, name: string, parameters?: Record<string, unknown>) => Promise<Mock>;
  /** Ends the bus and all that is on it. */
  stop: () => Promise<void>;
}

export interface Mock {
  /** Changes properties and sends PropertiesChanged; values as `['b', true]`. */
  set: (path: string, interfaceName: string, properties: Record<string, [string, unknown]>) => Promise<void>;
  /** Calls a method of dbusmock or of the template. */
  call: (
    path: string,
    interfaceName: string,
    member: string,
    signature: string,
    body: unknown[],
  ) => Promise<unknown[]>;
  stop: () => Promise<void>;
}

const MOCK_INTERFACE = 'org.freedesktop.DBus.Mock';

export async function startPrivateBus(sandbox: Sandbox): Promise<PrivateBus> {
  const socket = join(sandbox.directory('bus'), 'socket');
  const daemon = spawn(
    '/usr/bin/dbus-daemon',
    ['--session', '--nofork', '--nopidfile', `--address=unix:path=${socket}`, '--print-address=1'],
    { stdio: ['ignore', 'pipe', 'inherit'], env: sandbox.environment },
  );
  const address = (await firstLine(daemon)).trim();
  const bus = await openBus(address);
  if (bus === undefined) throw new Error('the private bus does not answer');
  const mocks: ChildProcess[] = [];
  return {
    address,
    bus,
    mock: async (template, name, parameters) => {
      const child = spawn(
        '/usr/bin/python3',
        [
          ...['-m', 'dbusmock', '--system', '--template', template],
          ...(parameters === undefined ? [] : ['--parameters', JSON.stringify(parameters)]),
        ],
        {
          stdio: ['ignore', 'ignore', 'inherit'],
          env: { ...sandbox.environment, DBUS_SYSTEM_BUS_ADDRESS: address },
        },
      );
      mocks.push(child);
      await owned(bus, name, child);
      const call: Mock['call'] = (path, interfaceName, member, signature, body) =>
        bus.call({ destination: name, path, interface: interfaceName, member, signature, body });
      return {
        call,
        set: async (path, interfaceName, properties) => {
          await call(path, MOCK_INTERFACE, 'UpdateProperties', 'sa{sv}', [
            interfaceName,
            Object.entries(properties),
          ]);
        },
        stop: () => ended(child),
      };
    },
    stop: async () => {
      bus.close();
      await Promise.all(mocks.map(ended));
      await ended(daemon);
    },
  };
}

function owned(bus: Bus, name: string, child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (status) => {
      reject(new Error(`the stand-in for ${name} ended with ${status ?? 'a signal'}`));
    });
    const stop = bus.watchName(name, (owner) => {
      if (owner === undefined) return;
      resolve();
      stop();
    });
  });
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.once('exit', () => {
      reject(new Error('dbus-daemon did not start'));
    });
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exit;
}
