/** The Debian package: made offline, installed by dpkg, used without and with a display, and removed again. */
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setUpStage } from '../helpers/app-stage';
import { coveringPackages, librariesOf, packagesOwning } from '../helpers/debian-dependencies';
import { afterBackupEnded } from '../helpers/after-backup';
import { leftoversSince, lookBefore } from '../helpers/leftovers';
import { lintianFindings } from '../helpers/lintian';
import { makePrivateSystem, type PrivateSystem } from '../helpers/private-system';
import { PROJECT, Sandbox } from '../helpers/sandbox';
import { completeSnapshots, copyOf } from '../helpers/store';
import { until } from '../helpers/until';

let out: string;
let deb: string;
let contents: string[];
let filesBefore: string[];
let system: PrivateSystem;
const removals: (() => void)[] = [];

beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'lk-make-'));
  removals.push(() => {
    rmSync(out, { recursive: true, force: true });
  });
  execFileSync(process.execPath, [join(PROJECT, 'scripts/make.mjs'), '--quick', '--out', out], {
    stdio: 'pipe',
  });
  const [forHost, file, ...more] = readdirSync(join(out, 'make')).sort();
  expect(forHost).toMatch(/^latchkey-host_.*_all\.deb$/);
  expect([file, more]).toEqual([expect.stringMatching(/^latchkey_.*\.deb$/), []]);
  deb = join(out, 'make', file ?? '');
  contents = readContents();
  system = makePrivateSystem(deb);
  removals.push(system.remove);
  filesBefore = await system.listFiles();
  // dpkg refuses where a package that it depends on is missing.
  expect(await system.dpkg('--install', deb)).toMatchObject({ status: 0, stderr: '' });
});

afterAll(() => {
  for (const remove of removals.reverse()) remove();
});

/** Mode, owner, path and, where it is a link, its target. */
const readContents = (): string[] =>
  execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.replace(/^(\S+) (\S+) .*?:\d\d \.\//, '$1 $2 /'));

const field = (name: string): string =>
  execFileSync('dpkg-deb', ['--field', deb, name], { encoding: 'utf8' }).trim();

describe('what is in it', () => {
  test('belongs to root, can be read by everybody, and nothing of it is setuid', () => {
    const odd = contents.filter(
      (line) => !/^(drwxr-xr-x|-rw[x-]r-[x-]r-[x-]|lrwxrwxrwx) root\/root /.test(line),
    );
    expect(odd).toEqual([]);
    expect(contents.join('\n')).not.toMatch(/chrome-sandbox|\.map$|\/test|\.ts$/m);
  });

  test('is where Debian looks for it', () => {
    const paths = contents.map((line) => line.split(' ').slice(2).join(' '));
    expect(paths).toEqual(
      expect.arrayContaining([
        '/usr/bin/latchkey -> ../lib/latchkey/resources/bin/latchkey',
        '/usr/bin/latchkey-host -> ../lib/latchkey/resources/bin/latchkey-host',
        '/usr/share/applications/latchkey.desktop',
        '/usr/share/metainfo/arpa.home.latchkey.metainfo.xml',
        ...[16, 24, 32, 48, 64, 128, 256, 512].map(
          (size) => `/usr/share/icons/hicolor/${size}x${size}/apps/latchkey.png`,
        ),
        '/usr/share/icons/hicolor/scalable/apps/latchkey.svg',
        '/usr/share/icons/hicolor/symbolic/apps/latchkey-symbolic.svg',
        '/usr/share/kio/servicemenus/latchkey-earlier-versions.desktop',
        '/usr/share/nemo/actions/latchkey-earlier-versions.nemo_action',
        '/usr/share/latchkey/earlier-versions',
        '/usr/share/man/man1/latchkey.1.gz',
        '/usr/share/man/man1/latchkey-host.1.gz',
        '/usr/share/bash-completion/completions/latchkey',
        '/usr/share/zsh/vendor-completions/_latchkey',
        '/usr/share/fish/vendor_completions.d/latchkey.fish',
        '/usr/lib/systemd/user/latchkey-host-overdue@.timer',
        '/usr/share/doc/latchkey/dbus.md',
        '/usr/share/doc/latchkey/fleet.md',
        '/usr/share/doc/latchkey/host.md',
        '/usr/share/doc/latchkey/copyright',
        '/usr/share/doc/latchkey/THIRD-PARTY-NOTICES.txt.gz',
        '/usr/share/doc/latchkey/latchkey.cdx.json.gz',
        '/usr/share/doc/latchkey/LICENSES.chromium.html',
      ]),
    );
    // koffi is the one npm package in it.
    const modules = paths.filter(
      (path) => /node_modules\/(@koromix\/)?[^/]+\/$/.test(path) && !path.endsWith('@koromix/'),
    );
    expect(modules.map((path) => path.replace(/.*node_modules\//, ''))).toEqual([
      `@koromix/koffi-linux-${process.arch}/`,
      'koffi/',
    ]);
  });

  test('depends on what a backup takes, and on every library that Electron is linked to', () => {
    const depends = field('Depends').split(', ');
    expect(depends).toEqual(expect.arrayContaining(['openssh-client', 'rsync']));
    expect(field('Recommends')).toBe('bubblewrap, libnotify-bin');
    expect(field('Suggests')).toBe('openssh-server');
    const libraries = librariesOf(join(out, `latchkey-linux-${process.arch}/latchkey`));
    const covered = coveringPackages(depends);
    expect(packagesOwning(libraries).filter((name) => !covered.has(name))).toEqual([]);
  });

  test('lintian finds no fault in it that it does not name', () => {
    // Below that, it reads the spelling of Chromium's own words.
    expect(lintianFindings(deb, 'warnings')).toEqual([]);
    expect(readFileSync(join(PROJECT, 'packaging/debian/lintian-overrides'), 'utf8')).not.toContain('*');
  });

  test('starts nothing but as what it is: the fuses', async () => {
    const wire = await getCurrentFuseWire(join(out, `latchkey-linux-${process.arch}/latchkey`));
    const isOn = (fuse: FuseV1Options): boolean => String.fromCharCode(wire[fuse] ?? 0) === '1';
    expect({
      runAsNode: isOn(FuseV1Options.RunAsNode),
      cookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
      nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
      integrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyFromArchive: isOn(FuseV1Options.OnlyLoadAppFromAsar),
      ownSnapshot: isOn(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
      fileProtocol: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: true,
      cookieEncryption: true,
      nodeOptions: false,
      inspect: false,
      integrity: true,
      onlyFromArchive: true,
      ownSnapshot: false,
      fileProtocol: false,
    });
  });
});

describe('installed, without a display', () => {
  let sandbox: Sandbox;
  let before: ReturnType<typeof lookBefore>;

  beforeEach(() => {
    sandbox = new Sandbox();
    before = lookBefore();
    writeFileSync(join(sandbox.source, 'letter.txt'), 'dear reader\n');
  });

  afterEach(async () => {
    await afterBackupEnded(sandbox.path);
    expect(leftoversSince(before, sandbox)).toEqual([]);
    sandbox.remove();
  });

  /** What cron gives (crontab(5)), and nothing else. */
  const fromCron = (...command: string[]): ReturnType<PrivateSystem['run']> => {
    const { username } = userInfo();
    const given = [`HOME=${sandbox.path}`, `LOGNAME=${username}`, 'SHELL=/bin/sh', 'PATH=/usr/bin:/bin'];
    return system.run({ PATH: '/usr/bin:/bin' }, 'env', '-i', ...given, ...command);
  };

  test('latchkey --version says what it is and runs on, with an empty environment', async () => {
    const said = await system.run(
      { PATH: '/usr/bin:/bin' },
      'env',
      '-i',
      '/usr/bin/latchkey',
      '--version',
      '--verbose',
    );
    expect(said).toMatchObject({ status: 0, stderr: '' });
    const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(said.stdout).toMatch(new RegExp(`^latchkey ${version}\n.*, disk scan by koffi `));
  });

  test('runs on its own Electron, whatever node there is', async () => {
    const bin = sandbox.directory('bin');
    writeFileSync(
      join(bin, 'node'),
      '#!/bin/sh\n[ "$1" != --version ] || { echo v99.0.0; exit; }\necho somebody else\n',
      { mode: 0o755 },
    );
    const said = await system.run({ PATH: `${bin}:/usr/bin:/bin` }, 'latchkey', '--version');
    expect(said).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringMatching(/^latchkey /) as string,
    });
  });

  test('backs up from cron', async () => {
    expect(
      await fromCron('latchkey', '--init', '--local', sandbox.store, '--root', sandbox.source),
    ).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(await fromCron('latchkey', '--run', '--quiet')).toEqual({
      status: 0,
      signal: null,
      stdout: '',
      stderr: '',
    });
    expect(completeSnapshots(sandbox.store)).toHaveLength(1);
    expect(readFileSync(join(copyOf(sandbox.store, sandbox.source), 'letter.txt'), 'utf8')).toBe(
      'dear reader\n',
    );
  });

  test('says that there is no display, and names itself as the path that stays', async () => {
    const application = await fromCron('latchkey');
    expect(application).toMatchObject({ status: 2, stdout: '' });
    expect(application.stderr).toMatch(/^latchkey: there is no display .*latchkey --run.*\n$/);

    const standIn = join(sandbox.directory('bin'), 'stand-in');
    writeFileSync(standIn, '#!/bin/sh\nprintenv LATCHKEY_LAUNCHER\n', { mode: 0o755 });
    const named = await fromCron(
      'env',
      `LATCHKEY_NODE=${standIn}`,
      '/usr/lib/latchkey/resources/bin/latchkey',
      '--version',
    );
    expect(named.stdout).toBe('/usr/bin/latchkey\n');
  });
});

describe('installed, with a display', () => {
  const stage = setUpStage();

  test('is in the tray, opens its window in the sandbox, and backs up', async () => {
    stage.sandbox.useLocalStore();
    writeFileSync(join(stage.sandbox.source, 'letter.txt'), 'dear reader\n');
    const tray = await stage.withTray();
    const app = stage.start({ command: system.command('/usr/bin/latchkey'), args: ['--show', 'history'] });
    await tray.icon();
    await until(() => app.confinements().length > 0, app.stderr);
    expect(app.confinements()).toEqual([expect.objectContaining({ seccomp: true, namespace: true })]);

    // A second start hands over to the first and is gone.
    const again = await system.run(stage.desktop.environment, '/usr/bin/latchkey', '--back-up-now');
    expect(again).toMatchObject({ status: 0 });
    await until(
      () =>
        readdirSync(stage.sandbox.store).length > 0 && completeSnapshots(stage.sandbox.store).length === 1,
      app.stderr,
    );
  });
});

describe('where AppArmor decides who may have user namespaces', () => {
  let tools: string;

  beforeEach(() => {
    tools = mkdtempSync(join(tmpdir(), 'lk-tools-'));
  });

  afterEach(() => {
    rmSync(tools, { recursive: true });
  });

  /** The package's own scripts, with an /etc of their own; says what is in /etc/apparmor.d after each. */
  const installAndRemove = async (parserStatus: number): Promise<string> => {
    writeFileSync(join(tools, 'apparmor_parser'), `#!/bin/sh\nexit ${parserStatus}\n`, { mode: 0o755 });
    const steps = `
      mount -t tmpfs tmpfs /etc; mkdir /etc/apparmor.d; PATH=${tools}:$PATH
      /var/lib/dpkg/info/latchkey.postinst configure; cat /etc/apparmor.d/*
      /var/lib/dpkg/info/latchkey.postrm remove; ls -A /etc/apparmor.d`;
    const { stdout } = await system.runAsRoot('sh', '-c', steps);
    return stdout;
  };

  test('the profile that allows them is put there, and taken away', async () => {
    const profile = readFileSync(join(PROJECT, 'packaging/debian/apparmor-profile'), 'utf8');
    expect(await installAndRemove(0)).toBe(profile);
  });

  test('an AppArmor that does not know them is left alone', async () => {
    expect(await installAndRemove(1)).toBe('');
  });
});

// The last one, after all that the others did with it.
test('removed, it leaves nothing', async () => {
  expect(await system.dpkg('--purge', 'latchkey')).toMatchObject({ status: 0, stderr: '' });
  expect(filesBefore.length).toBeGreaterThan(1000);
  expect(await system.listFiles()).toEqual(filesBefore);
});
