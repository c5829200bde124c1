import { afterEach, beforeEach, expect, test } from 'vitest';
import { asDictionary } from '../../../electron/bus/as-dictionary';
import { BusError, openBus, type Bus } from '../../../electron/bus/open-bus';
import { putOnBus, type OwnObject } from '../../../electron/bus/own-object';
import { startPrivateBus, type PrivateBus } from '../../helpers/private-bus';
import { Sandbox, startProgram, type Finished } from '../../helpers/sandbox';
import { until } from '../../helpers/until';

const NAME = 'org.example.Thing1';
const PATH = '/org/example/Thing1';

let sandbox: Sandbox;
let stage: PrivateBus;
let bus: Bus;

beforeEach(async () => {
  sandbox = new Sandbox();
  stage = await startPrivateBus(sandbox);
  bus = await open();
});
afterEach(async () => {
  bus.close();
  await stage.stop();
  sandbox.remove();
});

async function open(): Promise<Bus> {
  const opened = await openBus(stage.address);
  if (opened === undefined) throw new Error('no bus');
  return opened;
}

function thing(answer: () => Promise<unknown[]>): OwnObject<'Told'> {
  return {
    interface: NAME,
    path: PATH,
    methods: {
      Ask: { gives: [['answer', 'a{sv}']], answer },
      Do: { gives: [], answer: () => Promise.resolve([]) },
    },
    signals: { Told: [['word', 's']] },
  };
}

const ask = (member: string, more: object = {}): Promise<unknown[]> =>
  stage.bus.call({ destination: NAME, path: PATH, interface: NAME, member, ...more });

const busctl = (...args: string[]): Promise<Finished> =>
  startProgram('/usr/bin/busctl', [`--address=${stage.address}`, ...args], sandbox.environment).finished;

test("JSON's data arrives with one type a field, and what is null does not", async () => {
  const data = { a: 'Ärger', b: true, c: 12, d: 12.5, e: [1, 'x', { f: null }], g: null, h: {} };
  putOnBus(
    bus,
    thing(() => Promise.resolve([asDictionary(data)])),
  );
  expect(await bus.ownName(NAME)).toBe(true);
  const { stdout } = await busctl('call', NAME, PATH, NAME, 'Ask');
  expect(stdout).toBe(
    'a{sv} 6 "a" s "\\303\\204rger" "b" b true "c" d 12 "d" d 12.5 "e" av 3 d 1 s "x" a{sv} 0 "h" a{sv} 0\n',
  );
});

test('what is not there, not asked for rightly or goes wrong is an error, and the next call is answered', async () => {
  const answers: (() => Promise<unknown[]>)[] = [
    () => Promise.reject(new BusError(`${NAME}.Error.Busy`, 'later, please')),
    () => Promise.reject(new Error('oh')),
    () => Promise.resolve(['no dictionary']),
    () => Promise.resolve([[['nul', ['s', 'a\0b']]]]),
  ];
  putOnBus(
    bus,
    thing(() => answers.shift()?.() ?? Promise.resolve([[]])),
  );
  expect(await bus.ownName(NAME)).toBe(true);
  const error = (name: string): object => ({ code: `org.freedesktop.DBus.Error.${name}` });
  await expect(ask('Ask')).rejects.toMatchObject({ code: `${NAME}.Error.Busy`, message: 'later, please' });
  await expect(ask('Ask')).rejects.toMatchObject({ ...error('Failed'), message: 'oh' });
  await expect(ask('Ask')).rejects.toMatchObject(error('Failed'));
  await expect(ask('Ask')).rejects.toMatchObject(error('Failed'));
  await expect(ask('Ask', { signature: 's', body: ['x'] })).rejects.toMatchObject(error('InvalidArgs'));
  await expect(ask('Other')).rejects.toMatchObject(error('UnknownMethod'));
  await expect(ask('constructor')).rejects.toMatchObject(error('UnknownMethod'));
  await expect(ask('Ask', { interface: 'org.example.Other' })).rejects.toMatchObject(error('UnknownMethod'));
  for (const path of ['/org/example/Thing', '/org/example/Thing1/more', '/other']) {
    await expect(ask('Ask', { path })).rejects.toMatchObject(error('UnknownObject'));
  }
  expect(await ask('Ask')).toEqual([[]]);
  expect(await ask('Do')).toEqual([]);
  const peer = { interface: 'org.freedesktop.DBus.Peer' };
  expect(await ask('Ping', peer)).toEqual([]);
});

test('others find it from the top, and hear its signals', async () => {
  const emit = putOnBus(
    bus,
    thing(() => Promise.resolve([[]])),
  );
  expect(await bus.ownName(NAME)).toBe(true);
  expect((await busctl('tree', '--list', NAME)).stdout.trim().split('\n')).toEqual([
    ...['/', '/org', '/org/example'],
    PATH,
  ]);
  const { stdout } = await busctl('introspect', NAME, PATH, NAME);
  expect(
    stdout.match(/^\.\w+ +(?:method|signal) +\S+ +\S+/gm)?.map((line) => line.replace(/ +/g, ' ')),
  ).toEqual(['.Ask method - a{sv}', '.Do method - -', '.Told signal s -']);
  const heard: unknown[][] = [];
  stage.bus.onSignal({ path: PATH, interface: NAME, member: 'Told' }, (body) => heard.push(body));
  // An answer comes after the match rule is there.
  await stage.bus.property('org.example.Nobody', '/', 'org.example', 'X');
  emit('Told', 'Ärger');
  await until(
    () => heard.length > 0,
    () => 'no signal',
  );
  expect(heard).toEqual([['Ärger']]);
});

test('a name that somebody has stays theirs', async () => {
  const second = await open();
  expect(await bus.ownName(NAME)).toBe(true);
  expect(await second.ownName(NAME)).toBe(false);
  bus.close();
  await bus.closed;
  expect(await bus.ownName(NAME)).toBe(false);
  second.close();
});
