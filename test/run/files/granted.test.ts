/** The Files view at a host over real ssh: closed, opened by the code, looked through, got back, closed again. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FolderRequest } from '../../../shared/ipc-files';
import { openFilesWindow, type FilesWindow } from '../../helpers/files-window';
import { grant, revoke } from '../../helpers/grant';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../../helpers/loopback-host';
import { HOST_PROGRAM, Sandbox } from '../../helpers/sandbox';
import { completeSnapshots } from '../../helpers/store';

let sandbox: Sandbox;
let host: LoopbackHost;
let view: FilesWindow;

beforeEach(async () => {
  sandbox = new Sandbox();
  host = await startLoopbackHost(sandbox, {
    command: ({ store }) =>
      [process.execPath, HOST_PROGRAM, '--store', store, '--machine', 'laptop'].join(' '),
  });
  sandbox.writeSettings(settingsFor(host, [sandbox.source]));
  view = openFilesWindow(sandbox);
});
afterEach(async () => {
  await view.ask('files.lock', null);
  view.close();
  await host.stop();
  sandbox.remove();
});

test('nothing without a code; with it all of the view; nothing any more once it is closed or revoked', async () => {
  const { source } = sandbox;
  mkdirSync(join(source, 'Letters'));
  const letter = join(source, 'Letters/one');
  writeFileSync(letter, 'dear all');
  expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
  const [snapshot = ''] = completeSnapshots(host.store);
  rmSync(letter);
  const folder: FolderRequest = {
    ...{ snapshot, path: join(source, 'Letters') },
    ...{ order: 'name', descending: false, from: 0, most: 10 },
  };
  const locked = { is: 'locked', ended: null };
  expect((await view.ask('files.backups', null)).access).toMatchObject(locked);
  expect(await view.failing('files.folder', folder)).toMatchObject({ code: 'restore-needs-host' });
  expect(await view.failing('files.unlock', { code: 'wrong' })).toMatchObject({
    code: 'restore-not-granted',
  });

  const first = await grant(host);
  expect(await view.failing('files.unlock', { code: 'AAAA-AAAA' })).toMatchObject({
    code: 'restore-code-wrong',
  });
  const { access, snapshots } = await view.ask('files.unlock', { code: first });
  expect(access).toMatchObject({ is: 'open', only: null, until: expect.any(String) as string });
  expect(snapshots).toMatchObject([{ snapshot, latest: true }]);
  expect((await view.ask('files.folder', folder)).rows).toMatchObject([
    { path: letter, now: 'gone', size: 8 },
  ]);
  expect(await view.ask('files.look', { snapshot, path: letter })).toMatchObject({ text: 'dear all' });
  expect((await view.ask('files.versions', { path: letter })).versions).toHaveLength(1);
  await view.ask('files.restore', { snapshot, paths: [letter], how: 'beside', folder: null });
  // The window may be closed: the host is let go of when all is back.
  view.forget();
  expect(await view.settled()).toMatchObject({ last: { result: 'completed', placedCount: 1 } });
  expect(readFileSync(letter, 'utf8')).toBe('dear all');
  await expect.poll(() => view.failing('files.folder', folder)).toMatchObject({ code: 'restore-needs-host' });
  expect(await view.failing('files.unlock', { code: first })).toMatchObject({ code: 'restore-grant-used' });

  await view.ask('files.unlock', { code: await grant(host) });
  expect((await view.ask('files.backups', null)).access.is).toBe('open');
  expect(await revoke(host)).toMatchObject({ status: 0 });
  await expect
    .poll(async () => (await view.ask('files.backups', null)).access)
    .toMatchObject({ is: 'locked', ended: { code: 'restore-grant-ended', why: 'revoked' } });

  const only = await view.ask('files.unlock', { code: await grant(host, '--snapshots', 'last') });
  expect(only.access).toMatchObject({ is: 'open', only: snapshot });
  await view.ask('files.lock', null);
  expect((await view.ask('files.backups', null)).access).toMatchObject(locked);
});
