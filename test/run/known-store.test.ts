/** The store that backups go to is the one that is meant, under the name that was chosen, and is no part of what it holds. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machineNameFrom } from '../../electron/settings/machine-name';
import { lastOutcome, writtenSettings } from '../helpers/records';
import { Sandbox } from '../helpers/sandbox';
import { completeSnapshots, copyOf, machineIn } from '../helpers/store';

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  writeFileSync(join(sandbox.source, 'file'), 'x');
});

afterEach(() => {
  sandbox.remove();
});

const ok = { status: 0, stderr: '' };

/** As when the disk is not mounted: its directory is there, on the disk beneath it. */
function unmount(): string {
  const away = `${sandbox.store}-away`;
  renameSync(sandbox.store, away);
  mkdirSync(sandbox.store);
  return away;
}

function markOfStore(): string {
  return (JSON.parse(readFileSync(join(machineIn(sandbox.store), 'identity.json'), 'utf8')) as { id: string })
    .id;
}

function knownStores(): unknown {
  const file = join(sandbox.state, 'latchkey/stores.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { stores } = JSON.parse(readFileSync(file, 'utf8')) as { stores: Record<string, { id: string }[]> };
  return stores[sandbox.store]?.map(({ id }) => id);
}

describe('a disk that is not mounted', () => {
  test('fails loudly, leaves nothing, and is named by the check', async () => {
    expect(await sandbox.run('--run')).toMatchObject(ok);
    expect(knownStores()).toEqual([markOfStore()]);
    const away = unmount();
    const run = await sandbox.run('--run', '--quiet');
    expect(run.status).toBe(69);
    expect(run.stderr).toContain('has no backups of this machine');
    expect(readdirSync(sandbox.store)).toEqual([]);
    expect(lastOutcome(sandbox)).toMatchObject({
      result: 'failed',
      failure: { code: 'store-not-the-one', found: 'empty' },
    });
    const check = await sandbox.run('--check');
    expect(check.status).toBe(69);
    expect(check.stdout + check.stderr).toMatch(/Destination.*has no backups of this machine/);
    rmSync(sandbox.store, { recursive: true });
    renameSync(away, sandbox.store);
    expect(await sandbox.run('--run')).toMatchObject(ok);
    expect(completeSnapshots(sandbox.store)).toHaveLength(2);
  });

  test('is noticed by the record alone where the store is from before marks', async () => {
    expect(await sandbox.run('--run')).toMatchObject(ok);
    rmSync(join(machineIn(sandbox.store), 'identity.json'));
    rmSync(join(sandbox.state, 'latchkey/stores.json'));
    const away = unmount();
    expect(await sandbox.run('--run')).toMatchObject({ status: 69 });
    rmSync(sandbox.store, { recursive: true });
    renameSync(away, sandbox.store);
    expect(await sandbox.run('--run')).toMatchObject(ok);
    expect(knownStores()).toEqual([markOfStore()]);
  });
});

describe('another disk', () => {
  test.each([
    ['as well', [], 2],
    ['instead', ['--instead'], 1],
  ])('is used %s once it is accepted, for one backup', async (_, more, known) => {
    expect(await sandbox.run('--run')).toMatchObject(ok);
    const first = markOfStore();
    const away = unmount();
    expect(await sandbox.run('--accept-store', ...more)).toMatchObject(ok);
    expect(await sandbox.run('--run')).toMatchObject(ok);
    const second = markOfStore();
    expect(knownStores()).toEqual(known === 2 ? [first, second] : [second]);
    expect(existsSync(join(sandbox.state, 'latchkey/accept-store.json'))).toBe(false);
    // The disks take turns; or the first one is no longer one of ours.
    renameSync(sandbox.store, `${sandbox.store}-second`);
    renameSync(away, sandbox.store);
    expect((await sandbox.run('--run')).status).toBe(known === 2 ? 0 : 69);
  });
});

describe('this machine’s name', () => {
  const settings = (): { machine?: string } => writtenSettings(sandbox);

  test('is kept in the settings by the first good backup', async () => {
    expect(await sandbox.run('--run')).toMatchObject(ok);
    expect(readdirSync(sandbox.store)).toEqual([machineNameFrom(hostname())]);
    expect(settings().machine).toBe(machineNameFrom(hostname()));
  });

  test('stays what it was when the host name changes', async () => {
    expect(await sandbox.run('--run')).toMatchObject(ok);
    // As a backup under another host name, before names were kept, left it.
    renameSync(machineIn(sandbox.store), join(sandbox.store, 'old.example.org'));
    sandbox.useLocalStore();
    expect(await sandbox.run('--run')).toMatchObject(ok);
    expect(readdirSync(sandbox.store)).toEqual(['old.example.org']);
    expect(settings().machine).toBe('old.example.org');
    expect(lastOutcome(sandbox)).toMatchObject({ acknowledged: { totals: { transferredFiles: 0 } } });
  });

  test('is written by the first set-up', async () => {
    rmSync(join(sandbox.config, 'settings.json'));
    const target = sandbox.directory('disk');
    expect(await sandbox.run('--init', '--local', target, '--root', sandbox.source)).toMatchObject(ok);
    expect(settings().machine).toBe(machineNameFrom(hostname()));
  });
});

describe('a directory that is reached by a link', () => {
  test('is the store all the same: it does not back itself up', async () => {
    const link = join(sandbox.path, 'home');
    symlinkSync(sandbox.source, link);
    const store = join(sandbox.source, 'store');
    mkdirSync(store);
    sandbox.writeSettings({ schemaVersion: 3, host: { kind: 'local', directory: store }, roots: [link] });
    const run = await sandbox.run('--run');
    expect(run.status).toBe(78);
    expect(run.stderr).toContain(`${join(link, 'store')} lies inside ${link}`);
    sandbox.writeExcludeList(`${join(link, 'store')}/\n`);
    expect(await sandbox.run('--run')).toMatchObject(ok);
    expect(readdirSync(copyOf(store, link))).toEqual(['file']);
  });

  test('gets its rule from the first set-up', async () => {
    rmSync(join(sandbox.config, 'settings.json'));
    const link = join(sandbox.path, 'home');
    symlinkSync(sandbox.source, link);
    const store = join(sandbox.source, 'on a disk', 'store');
    mkdirSync(join(sandbox.source, 'on a disk'));
    expect(await sandbox.run('--init', '--local', store, '--root', link)).toMatchObject(ok);
    expect(readFileSync(join(sandbox.config, 'exclude'), 'utf8')).toContain(
      `${join(link, 'on a disk/store')}/\n`,
    );
    expect(await sandbox.run('--run')).toMatchObject(ok);
    expect(await sandbox.run('--run')).toMatchObject(ok);
    expect(lastOutcome(sandbox)).toMatchObject({ acknowledged: { totals: { files: 1 } } });
  });

  test('inside of another root is warned about, unless it is left out there', async () => {
    const inner = join(sandbox.source, 'inner');
    mkdirSync(inner);
    const link = join(sandbox.path, 'link to inner');
    symlinkSync(inner, link);
    sandbox.useLocalStore([sandbox.source, link]);
    const warning = `${link} lies inside ${sandbox.source}`;
    expect((await sandbox.run('--run')).stdout).toContain(warning);
    expect((await sandbox.run('--check')).stdout).toContain(warning);
    sandbox.writeExcludeList(`${inner}/\n`);
    expect((await sandbox.run('--run')).stdout).not.toContain(warning);
  });

  test('is what --exclude test is asked for by its other path', async () => {
    const link = join(sandbox.path, 'home');
    symlinkSync(sandbox.source, link);
    sandbox.useLocalStore([link]);
    sandbox.writeExcludeList('/file\n');
    const test = await sandbox.run('--exclude', 'test', join(sandbox.source, 'file'));
    expect(test.stdout).toContain(join(link, 'file'));
    expect(test.stdout).not.toContain('Not backed up: ');
  });
});
