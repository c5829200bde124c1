/** A lost laptop's home comes back from the window, from a disk and over the grant that is still open; and nothing here is lost. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAdoptHandlers } from '../../../electron/main/adopt-handlers';
import { ChosenFolders } from '../../../electron/main/chosen-folders';
import { openGrantedSource } from '../../../electron/restore/open-granted-source';
import { userPaths } from '../../../electron/settings/user-paths';
import { adoptMachine } from '../../../electron/setup/adopt-machine';
import { knowMachine } from '../../../electron/setup/find-machines';
import { setupRequests, type SetupInput, type SetupOutput } from '../../../shared/ipc-setup';
import type { Result } from '../../../shared/result';
import type { SshHostSettings } from '../../../shared/settings';
import { openFilesWindow, type FilesWindow } from '../../helpers/files-window';
import { grant } from '../../helpers/grant';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../../helpers/loopback-host';
import { BUNDLES, HOST_PROGRAM, Sandbox } from '../../helpers/sandbox';
import { completeSnapshots } from '../../helpers/store';

/** With a home directory of its own, and its state in there. */
class Laptop extends Sandbox {
  readonly home = this.directory('home');

  override get environment(): Record<string, string> {
    const state = { XDG_STATE_HOME: join(this.home, '.local/state') };
    return { ...super.environment, ...state, HOME: this.home };
  }
}

type Channel = 'setup.machines' | 'setup.adopt' | 'setup.adopted' | 'setup.bring-back' | 'setup.put-aside';

const NAMES = ['HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME'] as const;
const ownEnvironment = NAMES.map((name) => [name, process.env[name]] as const);

let old: Laptop;
let fresh: Laptop;
let view: FilesWindow;
let host: LoopbackHost | undefined;
let folders: ChosenFolders;

beforeEach(() => {
  old = new Laptop();
  fresh = new Laptop();
  host = undefined;
  folders = new ChosenFolders();
  for (const [name, text] of [
    ['Documents/letter', 'dear'],
    ['Documents/lost', 'only in the backup'],
    ['Pictures/lake', 'blue'],
    ['.local/state/latchkey/accept-store.json', 'the consent of another day'],
  ] as const) {
    mkdirSync(join(old.home, name, '..'), { recursive: true });
    writeFileSync(join(old.home, name), text);
  }
  mkdirSync(join(fresh.home, 'Documents'));
  writeFileSync(join(fresh.home, 'Documents/letter'), 'newer');
  for (const name of NAMES) process.env[name] = fresh.environment[name];
  view = openFilesWindow(fresh);
});
afterEach(async () => {
  await view.ask('files.lock', null);
  view.close();
  for (const [name, value] of ownEnvironment) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
  await host?.stop();
  old.remove();
  fresh.remove();
});

/** As the window asks it; checked on both sides. */
async function ask<C extends Channel>(channel: C, input: SetupInput<C>): Promise<Result<SetupOutput<C>>> {
  const handlers = createAdoptHandlers({
    ...{ paths: userPaths(), programs: BUNDLES, folders, copies: new Map() },
    ...{ access: view.parts.access, restoring: view.parts.restoring },
    keyOfCalls: (): Promise<never> => Promise.reject(new Error('no key is needed')),
  });
  const handle = handlers[channel] as (input: unknown) => Promise<Result<unknown>>;
  const result = await handle(setupRequests[channel].input.parse(input));
  return result.ok
    ? { ok: true, value: setupRequests[channel].output.parse(result.value) as SetupOutput<C> }
    : result;
}

async function backUp(settings: object): Promise<void> {
  old.writeSettings({ schemaVersion: 3, roots: [old.home], ...settings });
  cpSync(old.config, join(old.home, '.config/latchkey'), { recursive: true });
  expect(await old.run('--run')).toMatchObject({ status: 0, stderr: '' });
}

test('from a disk: what is missing, with what is here untouched, told, on record, and undone', async () => {
  await backUp({ host: { kind: 'local', directory: old.store }, machine: 'thinkpad' });
  const [snapshot = ''] = completeSnapshots(old.store);
  expect(await ask('setup.adopted', null)).toEqual({ ok: true, value: null });
  expect(await ask('setup.bring-back', { how: 'beside' })).toMatchObject({
    failure: { code: 'request-refused' },
  });
  const token = folders.keep(old.store);
  const adopted = await ask('setup.adopt', { token, machine: 'thinkpad' });
  expect(adopted).toMatchObject({
    value: { machine: 'thinkpad', movedFrom: old.home, missing: [], hadCommands: false },
  });
  // Whoever opens the window later is told the same.
  expect(await ask('setup.adopted', null)).toEqual(adopted);
  // This laptop has backed up since, without what has not come back yet.
  expect(await fresh.run('--run')).toMatchObject({ status: 0 });

  expect(await ask('setup.bring-back', { how: 'only-missing' })).toEqual({ ok: true, value: null });
  const state = await view.settled();
  expect(state).toMatchObject({ is: 'idle', last: { result: 'completed', how: 'only-missing', snapshot } });
  const phases = view.told.map((told) => (told.is === 'running' ? told.phase : told.is));
  expect([...new Set(phases)]).toEqual(['looking', 'fetching', 'proving', 'placing', 'idle']);
  expect(readFileSync(join(fresh.home, 'Documents/letter'), 'utf8')).toBe('newer');
  expect(readFileSync(join(fresh.home, 'Documents/lost'), 'utf8')).toBe('only in the backup');
  expect(readFileSync(join(fresh.home, 'Pictures/lake'), 'utf8')).toBe('blue');
  // What Latchkey knew of the old laptop is not known of this one.
  expect(existsSync(join(fresh.home, '.local/state/latchkey/accept-store.json'))).toBe(false);
  expect(await view.ask('files.records', { most: 5 })).toMatchObject([
    { how: 'only-missing', undoable: true },
  ]);
  expect(await ask('setup.adopted', null)).toEqual(adopted);

  await view.ask('files.undo', null);
  expect(existsSync(join(fresh.home, 'Pictures'))).toBe(false);
  expect(readFileSync(join(fresh.home, 'Documents/letter'), 'utf8')).toBe('newer');
  await ask('setup.put-aside', null);
  expect(await ask('setup.adopted', null)).toEqual({ ok: true, value: null });
});

test('over a grant that is open: beside what is here, each folder for itself; and no more once it has ended', async () => {
  host = await startLoopbackHost(old, {
    command: ({ store }) =>
      [process.execPath, HOST_PROGRAM, '--store', store, '--machine', 'laptop'].join(' '),
  });
  await backUp({ ...settingsFor(host, [old.home]), schemaVersion: 3, machine: 'laptop' });
  const { host: way } = settingsFor(host, []) as { host: SshHostSettings };
  const opened = await openGrantedSource(way, await grant(host), BUNDLES, new AbortController().signal);
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  const known = await knowMachine(opened.value);
  if (!known.ok || known.value === undefined) throw new Error('it has backups');
  const adopted = await adoptMachine({
    ...{ paths: userPaths(), source: opened.value, kept: known.value, home: fresh.home, presets: new Set() },
    ...{ signal: new AbortController().signal, host: () => way },
  });
  expect(adopted).toMatchObject({ ok: true });
  await view.parts.access.take(opened.value);

  expect(await ask('setup.bring-back', { how: 'beside' })).toEqual({ ok: true, value: null });
  expect(await view.settled()).toMatchObject({ last: { result: 'completed', how: 'beside' } });
  expect(readFileSync(join(fresh.home, 'Documents/letter'), 'utf8')).toBe('newer');
  expect(readFileSync(join(fresh.home, 'Pictures/lake'), 'utf8')).toBe('blue');
  const beside = readdirSync(fresh.home).find((name) => name.startsWith('Documents (from '));
  expect(readFileSync(join(fresh.home, beside ?? '', 'letter'), 'utf8')).toBe('dear');

  await view.ask('files.lock', null);
  rmSync(join(fresh.home, 'Pictures'), { recursive: true });
  expect(await ask('setup.bring-back', { how: 'only-missing' })).toMatchObject({
    failure: { code: 'restore-needs-host' },
  });
  await view.ask('files.unlock', { code: await grant(host) });
  expect(await ask('setup.bring-back', { how: 'only-missing' })).toEqual({ ok: true, value: null });
  expect(await view.settled()).toMatchObject({ last: { result: 'completed' } });
  expect(readFileSync(join(fresh.home, 'Pictures/lake'), 'utf8')).toBe('blue');
});
