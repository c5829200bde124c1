/**
 * `npm run release`, of the host's package: from a checkout of its own, signed with a key that is thrown away, and read by the
 * real apt as who it is for does.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeOwnApt, type OwnApt } from '../../helpers/own-apt';
import { makeReleaseCheckout, type ReleaseCheckout } from '../../helpers/release-checkout';
import { PROJECT } from '../../helpers/sandbox';

let made: ReleaseCheckout;

beforeAll(() => {
  made = makeReleaseCheckout();
});

afterAll(() => {
  made.remove();
});

const released = (...options: string[]): ReturnType<ReleaseCheckout['release']> =>
  made.release('--key', made.key, '--host-only', '--out', join(made.place, 'none'), ...options);

describe('what is no release yet', () => {
  afterEach(() => {
    made.restore();
    expect(existsSync(join(made.place, 'none'))).toBe(false);
    const left = existsSync(join(made.checkout, 'out')) ? readdirSync(join(made.checkout, 'out')) : [];
    expect(left).toEqual([]);
  });

  test.each<[string, () => void, RegExp]>([
    [
      'with a file that is not in git',
      () => {
        writeFileSync(join(made.checkout, 'notes'), '');
      },
      /changes that are not committed/,
    ],
    [
      'with what is new since the last one',
      () => {
        made.edit('CHANGELOG.md', (text) => text.replace(/^## .*$/m, '## Unreleased\n\n- New.\n\n$&'));
        made.commit();
      },
      /CHANGELOG\.md begins with "## Unreleased", not with "## \d.* \(\d{4}-\d\d-\d\d\)"/,
    ],
    [
      'of another day than the software centres are told',
      () => {
        made.edit('CHANGELOG.md', (text) => text.replace(/^## (.*) \(.*\)$/m, '## $1 (2020-02-02)'));
        made.commit();
      },
      /CHANGELOG\.md begins with "## .* \(2020-02-02\)"/,
    ],
    [
      'with two versions',
      () => {
        made.edit('package-lock.json', (text) => text.replace(/"version": "[^"]*"/, '"version": "0.0.7"'));
        made.commit();
      },
      /package-lock\.json has another version/,
    ],
    [
      'whose tag is on another commit',
      () => {
        made.git('commit', '--quiet', '--allow-empty', '--message', 'one more');
      },
      /the tag v\S+ is not on this commit/,
    ],
  ])('a checkout %s', async (_what, spoil, words) => {
    spoil();
    const { status, stdout, stderr } = await released();
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^No release: this is not a release yet:\n/);
    expect(stderr).toMatch(words);
  });

  test('one that nobody signs', async () => {
    expect(await made.release('--host-only')).toMatchObject({
      status: 1,
      stderr: 'No release: it has to be signed: --key KEY\n',
    });
    const other = await made.release('--host-only', '--key', 'somebody@example.invalid');
    expect(other).toMatchObject({
      status: 1,
      stderr: 'No release: gpg has no secret key somebody@example.invalid\n',
    });
  });

  test('a build that comes out otherwise the second time', async () => {
    made.edit(
      'scripts/build.mjs',
      () => `
      import { mkdirSync, writeFileSync } from 'node:fs';
      mkdirSync('dist');
      writeFileSync('dist/latchkey-host.mjs', 'console.log(1);');
      writeFileSync('dist/THIRD-PARTY-NOTICES.txt', import.meta.url);\n`,
    );
    made.commit();
    const { status, stderr } = await released();
    expect(status).toBe(1);
    expect(stderr).toMatch(/^No release: two builds of latchkey-host_\S+_all\.deb differ/);
  });
});

describe('a release', () => {
  let out: string;
  let deb: string;

  beforeAll(async () => {
    out = join(made.place, 'release');
    deb = `latchkey-host_${made.version}_all.deb`;
    const said = await made.release('--key', made.key, '--host-only', '--out', out);
    expect(said).toMatchObject({ status: 0, stderr: '' });
    expect(said.stdout).toContain('Both builds are the same, byte for byte.');
  });

  test('has the package, its signature, checksums, the key, and what it takes to build it again', () => {
    expect(readdirSync(out).sort()).toEqual(
      [
        'RELEASE.txt',
        'SHA256SUMS',
        'SHA256SUMS.asc',
        'apt',
        'latchkey-archive-keyring.gpg',
        deb,
        `${deb}.asc`,
      ].sort(),
    );
    const paper = readFileSync(join(out, 'RELEASE.txt'), 'utf8');
    expect(paper).toContain(`commit             ${made.git('rev-parse', 'HEAD')}`);
    expect(paper).toContain(`signed by          ${made.key} `);
    expect(readdirSync(join(made.checkout, 'out'))).toEqual([]);
  });

  test('is checked with the key alone, by the command that it names, and is found out where it was changed', () => {
    const [, command = ''] = /^ {2}(gpgv .*)$/m.exec(readFileSync(join(out, 'RELEASE.txt'), 'utf8')) ?? [];
    const copy = join(made.place, 'downloaded');
    cpSync(out, copy, { recursive: true });
    const check = (): number | null => spawnSync('sh', ['-c', command], { cwd: copy }).status;
    const isSigned = (): boolean =>
      spawnSync('gpgv', ['--keyring', './latchkey-archive-keyring.gpg', `${deb}.asc`, deb], { cwd: copy })
        .status === 0;
    expect([check(), isSigned()]).toEqual([0, true]);
    writeFileSync(join(copy, deb), '!', { flag: 'a' });
    expect([check(), isSigned()]).toEqual([1, false]);
  });

  test('everything in the package is as old as the commit', () => {
    const env = { PATH: '/usr/bin:/bin', TZ: 'UTC' };
    const listed = execFileSync('dpkg-deb', ['--contents', join(out, deb)], { env, encoding: 'utf8' });
    const times = listed
      .trim()
      .split('\n')
      .map((line) => /\d{4}-\d\d-\d\d \d\d:\d\d/.exec(line)?.[0]);
    expect(new Set(times)).toEqual(new Set(['2026-11-30 11:00']));
  });

  describe('its repository', () => {
    let repository: string;
    let apt: OwnApt;

    /** As the docs have it, but for where it is. */
    const source = (keyring: string): string => {
      const paper = readFileSync(join(PROJECT, 'docs/release.md'), 'utf8');
      const [documented = ''] = /^Types: deb$[^]*?(?=^```$)/m.exec(paper) ?? [];
      return documented
        .replace(/^URIs: .*$/m, `URIs: file:${repository}`)
        .replace(/^Signed-By: .*$/m, `Signed-By: ${keyring}`);
    };

    beforeEach(() => {
      repository = join(made.place, 'repository');
      cpSync(join(out, 'apt'), repository, { recursive: true });
      apt = makeOwnApt(join(made.place, 'apt'), source(join(out, 'latchkey-archive-keyring.gpg')));
    });

    afterEach(() => {
      for (const path of [repository, join(made.place, 'apt')]) rmSync(path, { recursive: true });
    });

    test('is read by apt, on any kind of machine, and gives the package', () => {
      for (const architecture of ['amd64', 'arm64']) {
        const kind = ['-o', `APT::Architecture=${architecture}`, '-o', `APT::Architectures=${architecture}`];
        expect(apt.run('apt-get', ...kind, 'update')).toMatchObject({ status: 0, stderr: '' });
        const policy = apt.run('apt-cache', ...kind, 'policy', 'latchkey-host').stdout;
        expect(policy).toContain(`Candidate: ${made.version}\n`);
        expect(apt.run('apt-get', ...kind, 'download', 'latchkey-host')).toMatchObject({
          status: 0,
          stderr: '',
        });
        const got = join(apt.downloads, deb);
        expect(readFileSync(got).equals(readFileSync(join(out, deb)))).toBe(true);
        rmSync(got);
        expect(apt.run('apt-cache', ...kind, 'policy').stdout).toContain('o=Latchkey,');
      }
    });

    test('is refused where its index was changed', () => {
      const indexes = join(repository, 'dists/stable/main/binary-amd64');
      for (const name of readdirSync(indexes)) writeFileSync(join(indexes, name), '\n', { flag: 'a' });
      const { status, stderr } = apt.run('apt-get', '-o', 'APT::Architecture=amd64', 'update');
      expect(stderr).toMatch(/Hash Sum mismatch/);
      expect(status).toBe(100);
    });

    test('is refused where its list of indexes was changed', () => {
      const list = join(repository, 'dists/stable/InRelease');
      writeFileSync(list, readFileSync(list, 'utf8').replace(/^Suite: stable$/m, 'Suite: staple'));
      const { status, stderr } = apt.run('apt-get', 'update');
      expect(stderr).toMatch(/BADSIG/);
      expect(status).toBe(100);
    });

    test('is refused where somebody else’s key was wanted', () => {
      const gpg = (...args: string[]): Buffer =>
        execFileSync('gpg', ['--batch', '--quiet', ...args], { env: made.environment });
      gpg('--passphrase', '', '--quick-generate-key', 'other@example.invalid', 'ed25519', 'sign', 'never');
      const keyring = join(made.place, 'other.gpg');
      writeFileSync(keyring, gpg('--export', 'other@example.invalid'));
      const { status, stderr } = makeOwnApt(join(made.place, 'apt'), source(keyring)).run(
        'apt-get',
        'update',
      );
      expect(stderr).toMatch(/NO_PUBKEY/);
      expect(status).toBe(100);
    });
  });
});
