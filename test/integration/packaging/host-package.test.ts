/** The Debian package for a backup host alone, made by `npm run make`, unpacked by dpkg-deb, and used from where it lies. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandsIn } from '../../helpers/documented-commands';
import { lintianFindings } from '../../helpers/lintian';
import { settingsFor, startLoopbackHost } from '../../helpers/loopback-host';
import { PROJECT, Sandbox, startProgram, type Finished } from '../../helpers/sandbox';
import { completeSnapshots } from '../../helpers/store';

let out: string;
let deb: string;
/** Where it is unpacked. */
let place: string;

beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'lk-make-'));
  const [documented = ''] = commandsIn('docs/host.md', 'Install');
  const [, options = ''] = /^npm run make -- (.*)$/.exec(documented) ?? [];
  const make = [join(PROJECT, 'scripts/make.mjs'), ...options.split(' '), '--quick', '--out', out];
  execFileSync(process.execPath, make, { stdio: 'pipe' });
  const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };
  expect(readdirSync(join(out, 'make'))).toEqual([`latchkey-host_${version}_all.deb`]);
  deb = join(out, `make/latchkey-host_${version}_all.deb`);
  place = join(out, "a place's");
  execFileSync('dpkg-deb', ['-x', deb, place]);
});

afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});

function usr(...args: string[]): Promise<Finished> {
  return startProgram(join(place, 'usr/bin/latchkey-host'), args, { PATH: '/usr/bin:/bin', HOME: out })
    .finished;
}

test('it holds the host’s side and nothing else, belongs to root, and is where Debian looks for it', () => {
  const lines = execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8' }).trim().split('\n');
  const entries = lines.map((line) => line.replace(/^(\S+) (\S+) .*?:\d\d \.\//, '$1 $2 '));
  const files = entries.filter((entry) => !entry.startsWith('d')).sort();
  const plain = (path: string): string => `-rw-r--r-- root/root ${path}`;
  expect(files).toEqual(
    [
      'lrwxrwxrwx root/root usr/bin/latchkey-host -> ../lib/latchkey-host/bin/latchkey-host',
      '-rwxr-xr-x root/root usr/lib/latchkey-host/bin/latchkey-host',
      ...[
        'usr/lib/latchkey-host/bin/launch.sh',
        'usr/lib/latchkey-host/dist/latchkey-host.mjs',
        ...['failed@.service', 'overdue@.service', 'overdue@.timer', 'verify@.service', 'verify@.timer'].map(
          (unit) => `usr/lib/systemd/user/latchkey-host-${unit}`,
        ),
        'usr/share/bash-completion/completions/latchkey-host',
        'usr/share/zsh/vendor-completions/_latchkey-host',
        'usr/share/fish/vendor_completions.d/latchkey-host.fish',
        'usr/share/man/man1/latchkey-host.1.gz',
        'usr/share/lintian/overrides/latchkey-host',
        ...[
          'CHANGELOG.md.gz',
          'SECURITY.md',
          'THIRD-PARTY-NOTICES.txt.gz',
          'copyright',
          'fleet.md',
          'host.md',
        ].map((paper) => `usr/share/doc/latchkey-host/${paper}`),
        ...readdirSync(join(PROJECT, 'docs/json')).map((name) => `usr/share/doc/latchkey-host/json/${name}`),
      ].map(plain),
    ].sort(),
  );
  const directories = entries.filter((entry) => entry.startsWith('d'));
  expect(directories.filter((entry) => !entry.startsWith('drwxr-xr-x root/root '))).toEqual([]);
});

test('it says what it needs, and what it cannot lie beside', () => {
  const fields = execFileSync('dpkg-deb', ['--field', deb], { encoding: 'utf8' });
  expect(fields).toMatch(/^Package: latchkey-host$/m);
  expect(fields).toMatch(/^Architecture: all$/m);
  expect(fields).toMatch(/^Depends: nodejs \(>= 18\.19\), openssh-client, rsync$/m);
  expect(fields).toMatch(/^Conflicts: latchkey$/m);
  expect(spawnSync('dpkg-deb', ['--info', deb], { encoding: 'utf8' }).stderr).toBe('');
});

test('dpkg can tell whether its files are as they were', () => {
  execFileSync('dpkg-deb', ['-e', deb, join(out, 'sums')]);
  const sums = join(out, 'sums/md5sums');
  expect(execFileSync('md5sum', ['--check', '--strict', sums], { cwd: place, encoding: 'utf8' })).toMatch(
    /^usr\/lib\/latchkey-host\/bin\/latchkey-host: OK$/m,
  );
  expect(readFileSync(sums, 'utf8').trim().split('\n')).toHaveLength(
    execFileSync('find', [place, '-type', 'f'], { encoding: 'utf8' }).trim().split('\n').length,
  );
});

test('lintian finds nothing in it, and nothing is overridden by the dozen', () => {
  expect(lintianFindings(deb)).toEqual([]);
  expect(readFileSync(join(place, 'usr/share/lintian/overrides/latchkey-host'), 'utf8')).not.toContain('*');
});

test('the papers are those of the project', () => {
  const doc = join(place, 'usr/share/doc/latchkey-host');
  expect(gunzipSync(readFileSync(join(doc, 'CHANGELOG.md.gz'))).toString()).toMatch(/^# Changelog\n/);
  expect(readFileSync(join(doc, 'copyright'), 'utf8')).toMatch(
    /^Format: .*\n[^]*Copyright: 2026 The Latchkey authors\n/,
  );
  const notices = gunzipSync(readFileSync(join(doc, 'THIRD-PARTY-NOTICES.txt.gz'))).toString();
  for (const name of ['execa', 'zod', 'atomically']) expect(notices).toContain(name);
});

test('unpacked, it runs, and receives a laptop’s backup by a line that it has written', async () => {
  const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };
  expect(await usr('--version')).toMatchObject({ status: 0, stderr: '', stdout: `${version}\n` });
  const laptop = new Sandbox();
  const host = await startLoopbackHost(laptop, { anyCommand: true });
  try {
    const keys = join(host.home, '.ssh/authorized_keys');
    rmSync(keys);
    const added = await startProgram(
      join(place, 'usr/bin/latchkey-host'),
      ['--add-machine', 'laptop', '--key', join(host.directory, 'laptop-key.pub'), '--store', host.store],
      { PATH: '/usr/bin:/bin', HOME: host.home },
    ).finished;
    expect(added).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(keys, 'utf8')).toContain(
      `command="'${place.replace("'", `'\\''`)}/usr/bin/latchkey-host'`,
    );
    writeFileSync(join(laptop.source, 'letter.txt'), 'dear reader\n');
    laptop.writeSettings(settingsFor(host, [laptop.source]));
    expect(await laptop.run('--run')).toMatchObject({ status: 0, stderr: '' });
    expect(completeSnapshots(host.store)).toHaveLength(1);
  } finally {
    await host.stop();
    laptop.remove();
  }
});

describe('the units for its owner', () => {
  const units = (): string => join(place, 'usr/lib/systemd/user');
  const names = (): string[] => readdirSync(units()).sort();

  test.skipIf(!existsSync('/usr/bin/systemd-analyze'))(
    'are what systemd understands, and look for the program',
    () => {
      // The program's path is the one thing that differs from where the package would be installed.
      const checked = join(out, 'units');
      mkdirSync(checked);
      const program = join(out, 'program');
      // Without the quote in its name.
      symlinkSync(place, join(out, 'place'));
      for (const name of names()) {
        const text = readFileSync(join(units(), name), 'utf8');
        writeFileSync(join(checked, name), text.replaceAll('/usr/bin/latchkey-host', program));
      }
      const verify = (): string =>
        spawnSync('systemd-analyze', ['--user', 'verify', ...names().map((name) => join(checked, name))], {
          encoding: 'utf8',
          env: {
            PATH: '/usr/bin:/bin',
            HOME: out,
            XDG_RUNTIME_DIR: out,
            MANPATH: join(out, 'place/usr/share/man'),
          },
        }).stderr;
      expect(verify()).toContain(`${program} is not executable`);
      writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
      expect(verify()).toBe('');
    },
  );

  test('lead to one another: each timer to a service, each failure to who tells of it', () => {
    for (const name of names()) {
      const text = readFileSync(join(units(), name), 'utf8');
      if (name.endsWith('.timer')) expect(names()).toContain(name.replace('.timer', '.service'));
      if (!name.endsWith('.service')) continue;
      expect(text).toContain('ConditionFileIsExecutable=/usr/bin/latchkey-host\n');
      if (name.includes('failed')) continue;
      const teller = /^OnFailure=(.*)%n\.service$/m.exec(text)?.[1];
      expect(names()).toContain(`${teller}.service`);
    }
  });

  test.each([
    ['verify', /^desk: read 0 files, 0 bytes\ndesk: not everything that is kept was read yet\n$/, 0],
    ['overdue', /^desk {2}no backup was completed yet\n$/, 1],
  ])('%s: its command does that', async (unit, words, status) => {
    const text = readFileSync(join(units(), `latchkey-host-${unit}@.service`), 'utf8');
    const [, command = ''] = /^ExecStart=\/usr\/bin\/latchkey-host (.*)$/m.exec(text) ?? [];
    const [, name = '', value = ''] = /^Environment=(.*)=(.*)$/m.exec(text) ?? [];
    const store = join(out, `store of ${unit}`);
    mkdirSync(join(store, 'desk'), { recursive: true });
    const args = command.split(' ').map((word) => word.replace('%f', store).replace(`\${${name}}`, value));
    const said = await usr(...args);
    expect(said).toMatchObject({ status, stderr: '' });
    expect(said.stdout).toMatch(words);
  });

  test('docs/host.md enables them by their names', () => {
    const bin = join(out, 'stand-ins');
    mkdirSync(bin);
    for (const name of ['sudo', 'systemctl']) {
      writeFileSync(join(bin, name), `#!/bin/sh\necho ${name} "$@"\n`, { mode: 0o755 });
    }
    const commands = commandsIn('docs/host.md', 'Timers');
    const env = { PATH: `${bin}:/usr/bin:/bin` };
    const said = commands.map((command) => execFileSync('bash', ['-c', command], { env, encoding: 'utf8' }));
    expect(said).toEqual([
      'sudo loginctl enable-linger bak\n',
      ...['overdue', 'verify'].map(
        (name) => `systemctl --user enable --now latchkey-host-${name}@srv-latchkey.timer\n`,
      ),
    ]);
  });

  test('none is enabled by installing', () => {
    execFileSync('dpkg-deb', ['-e', deb, join(out, 'control')]);
    expect(readdirSync(join(out, 'control')).sort()).toEqual(['control', 'md5sums']);
  });
});
