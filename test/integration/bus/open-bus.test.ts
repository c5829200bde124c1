import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sessionBusAddress, socketsOf, systemBusAddress } from '../../../electron/bus/bus-addresses';
import { BusError, openBus, type Bus } from '../../../electron/bus/open-bus';
import { startPrivateBus, type PrivateBus } from '../../helpers/private-bus';
import { Sandbox } from '../../helpers/sandbox';
import { until } from '../../helpers/until';

let sandbox: Sandbox;
let stage: PrivateBus;

beforeEach(async () => {
  sandbox = new Sandbox();
  stage = await startPrivateBus(sandbox);
});
afterEach(async () => {
  await stage.stop();
  sandbox.remove();
});

const UPOWER = 'org.freedesktop.UPower';
const DEVICE = '/org/freedesktop/UPower/devices/DisplayDevice';

async function open(): Promise<Bus> {
  const bus = await openBus(stage.address);
  if (bus === undefined) throw new Error('no bus');
  return bus;
}

test('properties come plain; one of a service that is not there is undefined', async () => {
  await stage.mock('upower', UPOWER, { OnBattery: true });
  const bus = await open();
  expect(await bus.property(UPOWER, '/org/freedesktop/UPower', UPOWER, 'OnBattery')).toBe(true);
  expect(await bus.property(UPOWER, '/org/freedesktop/UPower', UPOWER, 'NoSuchThing')).toBeUndefined();
  expect(await bus.property('org.example.Nobody', '/', 'org.example', 'X')).toBeUndefined();
  const [all] = await bus.call({
    ...{ destination: UPOWER, path: '/org/freedesktop/UPower', interface: 'org.freedesktop.DBus.Properties' },
    ...{ member: 'GetAll', signature: 's', body: [UPOWER] },
  });
  expect(all).toContainEqual(['OnBattery', true]);
  bus.close();
  await bus.closed;
});

test('what is in a value comes plain at every depth, bytes as they are', async () => {
  const upower = await stage.mock('upower', UPOWER);
  const bus = await open();
  const inner = ['a{sv}', [['name', ['v', ['s', 'Ärger']]]]];
  const values = {
    Nested: ['(sa{sv})', ['a', [['inner', inner]]]],
    Bytes: ['ay', Buffer.from([0, 255, 10])],
    Large: ['t', 2 ** 40],
  };
  for (const [name, value] of Object.entries(values)) {
    const body = [`${UPOWER}.Device`, name, value];
    await upower.call(DEVICE, 'org.freedesktop.DBus.Mock', 'AddProperty', 'ssv', body);
  }
  const property = (name: string): Promise<unknown> => bus.property(UPOWER, DEVICE, `${UPOWER}.Device`, name);
  expect(await property('Nested')).toEqual(['a', [['inner', [['name', 'Ärger']]]]]);
  expect(await property('Bytes')).toEqual(Buffer.from([0, 255, 10]));
  expect(await property('Large')).toBe(2 ** 40);
  bus.close();
});

test('whoever asks us for an object is told that there is none', async () => {
  const bus = await open();
  const driver = { destination: 'org.freedesktop.DBus', path: '/', interface: 'org.freedesktop.DBus' };
  const [names] = await bus.call({ ...driver, member: 'ListNames' });
  const connections = (names as string[]).filter((name) => name.startsWith(':'));
  expect(connections).toHaveLength(2);
  for (const destination of connections) {
    const call = { path: '/', interface: 'org.freedesktop.DBus.Introspectable', member: 'Introspect' };
    await expect(bus.call({ destination, ...call })).rejects.toMatchObject({
      code: 'org.freedesktop.DBus.Error.UnknownObject',
    });
  }
  bus.close();
});

test('a service that could be started is not started', async () => {
  const bus = await open();
  const call = { destination: 'org.example.Nobody', path: '/', interface: 'org.example', member: 'X' };
  await expect(bus.call(call)).rejects.toMatchObject({
    code: expect.stringMatching(/ServiceUnknown|NameHasNoOwner/) as string,
  });
  bus.close();
});

test('signals and owners of names are told until nobody listens any more', async () => {
  const bus = await open();
  const owners: (string | undefined)[] = [];
  const bodies: unknown[][] = [];
  const stopWatching = bus.watchName(UPOWER, (owner) => owners.push(owner));
  const match = { path: DEVICE, interface: 'org.freedesktop.DBus.Properties', member: 'PropertiesChanged' };
  const stopListening = bus.onSignal(match, (body) => bodies.push(body));
  await until(
    () => owners.length === 1,
    () => String(owners),
  );
  const upower = await stage.mock('upower', UPOWER);
  await until(
    () => owners.length === 2,
    () => String(owners),
  );
  expect(owners).toEqual([undefined, expect.stringMatching(/^:/)]);
  await upower.set(DEVICE, `${UPOWER}.Device`, { Percentage: ['d', 42.5] });
  await until(
    () => bodies.length > 0,
    () => 'no signal',
  );
  expect(bodies[0]).toEqual([`${UPOWER}.Device`, [['Percentage', 42.5]], []]);
  stopListening();
  stopWatching();
  await upower.set(DEVICE, `${UPOWER}.Device`, { Percentage: ['d', 1] });
  await upower.stop();
  // An answer comes after all signals that were sent before it.
  await bus.property('org.example.Nobody', '/', 'org.example', 'X');
  expect(bodies).toHaveLength(1);
  expect(owners).toHaveLength(2);
  bus.close();
});

test('a bus that goes away ends calls, tells watchers and closes; nothing is thrown', async () => {
  await stage.mock('upower', UPOWER);
  const bus = await open();
  const owners: (string | undefined)[] = [];
  bus.watchName(UPOWER, (owner) => owners.push(owner));
  await until(
    () => owners.length === 1,
    () => String(owners),
  );
  await stage.stop();
  await bus.closed;
  expect(owners.at(-1)).toBeUndefined();
  await expect(
    bus.call({ destination: UPOWER, path: '/', interface: UPOWER, member: 'X' }),
  ).rejects.toBeInstanceOf(BusError);
  expect(await bus.property(UPOWER, '/', UPOWER, 'X')).toBeUndefined();
});

test('a body that does not fit its signature is refused, and the bus goes on', async () => {
  await stage.mock('upower', UPOWER, { OnBattery: false });
  const bus = await open();
  const call = {
    destination: UPOWER,
    path: '/',
    interface: UPOWER,
    member: 'X',
    signature: 'u',
    body: ['no number'],
  };
  await expect(bus.call(call)).rejects.toBeInstanceOf(BusError);
  expect(await bus.property(UPOWER, '/org/freedesktop/UPower', UPOWER, 'OnBattery')).toBe(false);
  bus.close();
});

describe('no bus', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.close();
    server = undefined;
  });

  test('is undefined: nothing there, a port on the network, nonsense', async () => {
    expect(await openBus('unix:path=/nowhere/at/all')).toBeUndefined();
    expect(await openBus('tcp:host=127.0.0.1,port=1')).toBeUndefined();
    expect(await openBus('')).toBeUndefined();
    expect(await openBus('unix:')).toBeUndefined();
  });

  test.each([
    ['never answers', (): void => undefined],
    ['hangs up', (socket: Socket): void => void socket.destroy()],
    ['talks nonsense', (socket: Socket): void => void socket.write('HTTP/1.1 200 OK\r\n\r\n')],
  ])('is undefined in time where what is there %s', async (_what, behave) => {
    const path = join(sandbox.path, 'other');
    server = createServer(behave);
    await new Promise<void>((resolve) => server?.listen(path, resolve));
    expect(await openBus(`unix:path=${path}`)).toBeUndefined();
  });
});

test('addresses come from the environment, else from where the sockets are', async () => {
  expect(sessionBusAddress({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/x' }, 1)).toBe('unix:path=/x');
  expect(sessionBusAddress({ XDG_RUNTIME_DIR: '/nowhere' }, undefined)).toBeUndefined();
  const directory = sandbox.directory('run time, with = signs');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(directory, 'bus'), resolve));
  const address = sessionBusAddress({ XDG_RUNTIME_DIR: directory }, undefined);
  expect(address).not.toContain(' ');
  expect(socketsOf(address ?? '')).toEqual([join(directory, 'bus')]);
  server.close();
  expect(systemBusAddress({ DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/y' })).toBe('unix:path=/y');
  expect(systemBusAddress({})).toMatch(/^unix:path=.*system_bus_socket$/);
  expect(socketsOf('tcp:host=x;unix:abstract=/a;unix:path=/b%20b,guid=1;unix:path=/c')).toEqual([
    '/b b',
    '/c',
  ]);
});
