/** The Settings view's own handlers on a real file: what is written, what is not, and who is told. */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSettingsHandlers, type SettingsHandlers } from '../../../electron/main/settings-handlers';
import { versionOf } from '../../../electron/settings/settings-file';
import { settingsRequests } from '../../../shared/ipc-settings';
import { failure, type Result } from '../../../shared/result';
import type { Schedule, Settings } from '../../../shared/settings';
import type { SettingsChange } from '../../../shared/settings-parts/parts';
import { Sandbox } from '../../helpers/sandbox';
import { until } from '../../helpers/until';
import { expectValue } from '../../helpers/space-service';

let sandbox: Sandbox;
let file: string;
let handlers: SettingsHandlers;
let close: () => void;
let forget: () => void;
let chosen: string | undefined;
let told: (string | null)[];
let scheduled: { schedule: Schedule; to: string; seen: string }[];

beforeEach(() => {
  sandbox = new Sandbox();
  file = join(sandbox.config, 'settings.json');
  told = [];
  scheduled = [];
  write({ host: ssh, roots: [sandbox.source] });
  const created = createSettingsHandlers({
    settingsFile: file,
    setSchedule: (schedule, which) => {
      scheduled.push({ schedule, ...which });
      return Promise.resolve(failure({ code: 'schedule-not-installed', detail: 'there is no cron' }));
    },
    chooseFolder: () => Promise.resolve(chosen),
    emit: (_event, version) => told.push(version),
  });
  ({ handlers, close, forget } = created);
});
afterEach(() => {
  close();
  sandbox.remove();
});

const ssh = { kind: 'ssh', destination: 'bak@nas', sshArgs: ['-F', 'none', '-p', '2222', '-v'] };
const write = (more: object): void => {
  sandbox.writeSettings({ schemaVersion: 3, ...more });
};
/** What the file says, of its one destination as of all. */
const read = (): Record<string, unknown> => {
  const { destinations, ...shared } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const [own] = (destinations ?? []) as Record<string, unknown>[];
  return { ...shared, ...own };
};
const get = async (): Promise<{ settings: Settings; version: string }> =>
  expectValue(await handlers['settings.get'](null));

/** As the window does: with the version that it saw, through the contract. */
async function change(wanted: SettingsChange): Promise<Result<null>> {
  const { settings, version } = await get();
  const { destination } = settings;
  return await handlers['settings.change'](
    settingsRequests['settings.change'].input.parse({ version, destination, change: wanted }),
  );
}

const host = { kind: 'ssh', destination: 'bak@nas', reach: 'direct', callbackPort: 0, port: 2222 } as const;
/** As the form sends one. */
const DISK = { kind: 'local', unmountWhenDone: false } as const;
const conditions = { leastBattery: 30, onMetered: false, onPowerSaver: false };

describe('what is written', () => {
  test('is what differs: no default that nobody set, no part that nobody looked at', async () => {
    // An older file has become one of this version.
    const whole = { ...read(), schemaVersion: 4, name: 'nas' };
    expect(await change({ part: 'conditions', value: { ...conditions, leastBattery: 45 } })).toMatchObject({
      ok: true,
    });
    expect(read()).toEqual({ ...whole, conditions: { leastBattery: 45 } });
    expect(statSync(file).mode & 0o777).toBe(0o600);

    await change({ part: 'speed', value: { bandwidthLimit: 2500 } });
    await change({
      part: 'overdue',
      value: { overdueDays: 3, ping: 'https://example.org/x' },
    });
    await change({ part: 'conditions', value: { ...conditions, leastBattery: 30, networks: ['Home'] } });
    expect(read()).toEqual({
      ...whole,
      // Set by a person, though it is the default.
      conditions: { leastBattery: 30, networks: ['Home'] },
      bandwidthLimit: 2500,
      ping: 'https://example.org/x',
    });

    await change({ part: 'speed', value: {} });
    await change({ part: 'overdue', value: { overdueDays: 3 } });
    await change({ part: 'conditions', value: conditions });
    expect(read()).toEqual({ ...whole, conditions: { leastBattery: 30 } });
  });

  test('nothing where nothing differs', async () => {
    const before = { ...read(), schemaVersion: 4, name: 'nas' };
    await change({ part: 'conditions', value: conditions });
    await change({ part: 'where', value: host });
    await change({ part: 'what', value: { kept: [sandbox.source], added: [] } });
    expect(read()).toEqual(before);
  });

  test('of ssh’s arguments the port alone; the others keep their order', async () => {
    await change({ part: 'where', value: { ...host, port: 22, reach: 'tunnel' } });
    expect(read().host).toEqual({ ...ssh, sshArgs: ['-p', '22', '-F', 'none', '-v'], reach: 'tunnel' });
    await change({
      part: 'where',
      value: { ...host, port: null, reach: 'tunnel', allowFrom: ['192.0.2.0/24'] },
    });
    expect(read().host).toEqual({
      ...ssh,
      sshArgs: ['-F', 'none', '-v'],
      reach: 'tunnel',
      allowFrom: ['192.0.2.0/24'],
    });
  });

  test('another kind of host begins anew', async () => {
    chosen = sandbox.store;
    const folder = expectValue(await handlers['settings.choose-folder']('store'));
    await change({ part: 'where', value: { ...DISK, folder: folder?.token ?? '' } });
    expect(read().host).toEqual({ kind: 'local', directory: sandbox.store });
    await change({ part: 'where', value: { ...DISK, folder: null } });
    expect(read().host).toEqual({ kind: 'local', directory: sandbox.store });
    await change({ part: 'where', value: { ...host, port: null } });
    expect(read().host).toEqual({ kind: 'ssh', destination: 'bak@nas' });
  });

  test('whether the disk is unmounted: written where it is wanted, and gone where it is not any more', async () => {
    const disk = { kind: 'local', directory: sandbox.store } as const;
    write({ host: disk, roots: [sandbox.source] });
    await change({ part: 'where', value: { ...DISK, folder: null, unmountWhenDone: true } });
    expect(read().host).toEqual({ ...disk, unmountWhenDone: true });
    await change({ part: 'where', value: { ...DISK, folder: null } });
    expect(read().host).toEqual(disk);
  });

  test('what a disk keeps: written, left as somebody wrote it, and gone where all is kept', async () => {
    const disk = { kind: 'local', directory: sandbox.store };
    write({ host: disk, roots: [sandbox.source] });
    await change({ part: 'where', value: { ...DISK, folder: null, keep: { daily: 14 } } });
    expect(read().host).toEqual({ ...disk, keep: { daily: 14 } });

    write({ host: { ...disk, keep: { yearly: 3, daily: 30 } }, roots: [sandbox.source] });
    const before = JSON.stringify(read().host);
    await change({ part: 'where', value: { ...DISK, folder: null, keep: { daily: 30, yearly: 3 } } });
    expect(JSON.stringify(read().host)).toBe(before);
    chosen = sandbox.directory('other');
    const folder = expectValue(await handlers['settings.choose-folder']('store'));
    await change({
      part: 'where',
      value: { ...DISK, folder: folder?.token ?? '', keep: { daily: 30, yearly: 3 } },
    });
    expect(read().host).toEqual({ ...disk, directory: chosen, keep: { yearly: 3, daily: 30 } });

    await change({ part: 'where', value: { ...DISK, folder: null } });
    expect(read().host).toEqual({ ...disk, directory: chosen });
  });
});

describe('folders', () => {
  test('are added by the token of a dialog, and removed by name; a path of the window’s own is nothing', async () => {
    chosen = sandbox.directory('more');
    const folder = expectValue(await handlers['settings.choose-folder']('root'));
    expect(folder?.path).toBe(chosen);
    await change({ part: 'what', value: { kept: [sandbox.source, '/etc'], added: [folder?.token ?? ''] } });
    expect(read().roots).toEqual([sandbox.source, chosen]);
    await change({ part: 'what', value: { kept: [chosen], added: [] } });
    expect(read().roots).toEqual([chosen]);
  });

  test('need a token that was given, by this window', async () => {
    const before = readFileSync(file, 'utf8');
    chosen = sandbox.directory('more');
    const folder = expectValue(await handlers['settings.choose-folder']('root'));
    forget();
    for (const token of ['/etc', '', folder?.token ?? '']) {
      const changes: SettingsChange[] = [
        { part: 'what', value: { kept: [], added: [token] } },
        { part: 'where', value: { ...DISK, folder: token } },
      ];
      for (const wanted of changes) {
        expect(await change(wanted)).toMatchObject({ ok: false, failure: { code: 'request-refused' } });
      }
    }
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('that cannot be read are refused at once; none chosen is an answer', async () => {
    chosen = join(sandbox.path, 'gone');
    expect(await handlers['settings.choose-folder']('root')).toMatchObject({
      failure: { code: 'root-unreadable', root: chosen },
    });
    chosen = undefined;
    expect(await handlers['settings.choose-folder']('root')).toEqual({ ok: true, value: null });
  });
});

describe('the file is left byte for byte', () => {
  test('where it was changed since it was seen', async () => {
    const { version } = await get();
    write({ host: ssh, roots: [sandbox.source], overdueDays: 9 });
    const theirs = readFileSync(file, 'utf8');
    const changed = await handlers['settings.change']({
      ...{ version, destination: 'nas' },
      change: { part: 'speed', value: { bandwidthLimit: 1 } },
    });
    expect(changed).toEqual({ ok: false, failure: { code: 'settings-changed', path: file } });
    expect(readFileSync(file, 'utf8')).toBe(theirs);
  });

  test.each([
    ['broken', '{', 'settings-broken'],
    ['newer', '{"schemaVersion": 99}', 'settings-newer'],
  ])('where it is %s', async (_what, text, code) => {
    writeFileSync(file, text);
    expect(await handlers['settings.get'](null)).toMatchObject({ failure: { code } });
    const changed = await handlers['settings.change']({
      ...{ version: versionOf(text), destination: 'nas' },
      change: { part: 'speed', value: { bandwidthLimit: 1 } },
    });
    expect(changed).toMatchObject({ ok: false, failure: { code } });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('where the whole would not be valid: no root would be left', async () => {
    const before = readFileSync(file, 'utf8');
    const changed = await change({ part: 'what', value: { kept: [], added: [] } });
    expect(changed).toMatchObject({ ok: false, failure: { code: 'settings-broken' } });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});

test('a schedule goes to what also sets up what starts it, for the version that was seen, and its refusal comes back', async () => {
  const before = readFileSync(file, 'utf8');
  const schedule = { kind: 'hours', every: 6 } as const;
  expect(await change({ part: 'schedule', value: schedule })).toMatchObject({
    failure: { code: 'schedule-not-installed' },
  });
  expect(scheduled).toEqual([{ schedule, to: 'nas', seen: versionOf(before) }]);
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test('no argument of ssh and no command can be sent', () => {
  const { input } = settingsRequests['settings.change'];
  const isTaken = (wanted: object): boolean =>
    input.safeParse({ version: '', destination: 'nas', change: wanted }).success;
  expect(isTaken({ part: 'where', value: host })).toBe(true);
  for (const wanted of [
    { part: 'where', value: { ...host, sshArgs: ['-oProxyCommand=id'] } },
    { part: 'where', value: { ...host, destination: '-oProxyCommand=id' } },
    { part: 'where', value: { kind: 'local', directory: '/etc' } },
    { part: 'commands', value: { before: { argv: ['/bin/sh'] } } },
    { part: 'notices', value: { notifications: true, commands: {} } },
    { part: 'schedule', value: { kind: 'daily', at: '22:00', command: '/bin/sh' } },
  ]) {
    expect(isTaken(wanted), JSON.stringify(wanted)).toBe(false);
  }
});

test('each change of the file is told once, whoever made it, and however', async () => {
  const { version } = await get();
  await change({ part: 'speed', value: { bandwidthLimit: 7 } });
  const own = (await get()).version;
  expect(own).not.toBe(version);
  const heard = (last: string | null): Promise<void> =>
    until(
      () => told.at(-1) === last,
      () => JSON.stringify(told),
    );
  await heard(own);
  // As editors save: another file in its place.
  const draft = `${file}~`;
  writeFileSync(draft, readFileSync(file, 'utf8').replace('7', '8'));
  renameSync(draft, file);
  await heard((await get()).version);
  rmSync(file);
  await heard(null);
  mkdirSync(join(sandbox.config, 'something else'));
  expect(told).toHaveLength(3);
});
