/** A checkout of its own to release from, in git and tagged, with a gpg key that signs and is thrown away. */
import { execFileSync } from 'node:child_process';
import {
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
import { PROJECT, startProgram, type Finished } from './sandbox';

const OURS_ALONE = new Set(['node_modules', 'dist', 'out', 'coverage', '.git']);

export interface ReleaseCheckout {
  /** Everything is in it; short, since gpg's agent listens in it. */
  place: string;
  checkout: string;
  version: string;
  key: string;
  /** With the key in it. */
  environment: Record<string, string>;
  git: (...args: string[]) => string;
  /** Changes the text of a file of the checkout. */
  edit: (name: string, change: (text: string) => string) => void;
  /** Commits all that was changed, and puts the tag there. */
  commit: () => void;
  /** As it was made. */
  restore: () => void;
  release: (...options: string[]) => Promise<Finished>;
  remove: () => void;
}

export function makeReleaseCheckout(): ReleaseCheckout {
  const place = mkdtempSync(join(tmpdir(), 'lk-rel-'));
  const checkout = join(place, 'checkout');
  mkdirSync(checkout);
  for (const name of readdirSync(PROJECT).filter((each) => !OURS_ALONE.has(each))) {
    execFileSync('cp', ['--archive', join(PROJECT, name), join(checkout, name)]);
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(checkout, 'node_modules'));
  const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { version: string };

  const gnupg = join(place, 'gnupg');
  mkdirSync(gnupg, { mode: 0o700 });
  const who = (role: string): Record<string, string> => ({
    ...{ [`GIT_${role}_NAME`]: 'Release', [`GIT_${role}_EMAIL`]: 'release@example.invalid' },
    [`GIT_${role}_DATE`]: '2026-11-30T12:00:00+01:00',
  });
  const environment = {
    ...{ PATH: process.env.PATH ?? '', HOME: place, GNUPGHOME: gnupg },
    ...{ GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', ...who('AUTHOR'), ...who('COMMITTER') },
  };
  const start = (program: string, args: string[]): string =>
    execFileSync(program, args, { env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const git = (...args: string[]): string => start('git', ['-C', checkout, ...args]);
  const edit = (name: string, change: (text: string) => string): void => {
    const file = join(checkout, name);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  };
  const commit = (): void => {
    git('add', '--all');
    git('commit', '--quiet', '--message', 'release');
    git('tag', '--force', `v${version}`);
  };

  git('init', '--quiet', '--initial-branch=main');
  // The link is none of those directories that .gitignore names.
  writeFileSync(join(checkout, '.git/info/exclude'), 'node_modules\n');
  const metainfo = readFileSync(join(checkout, 'packaging/arpa.home.latchkey.metainfo.xml'), 'utf8');
  const [, date = ''] = /<release version="[^"]*" date="([^"]*)"/.exec(metainfo) ?? [];
  edit('CHANGELOG.md', (text) => text.replace(/^## .*$/m, `## ${version} (${date})`));
  commit();
  const released = git('rev-parse', 'HEAD').trim();

  const generate = ['--batch', '--quiet', '--passphrase', '', '--quick-generate-key'];
  start('gpg', [...generate, 'Release <release@example.invalid>', 'ed25519', 'sign', 'never']);
  const listed = start('gpg', ['--batch', '--with-colons', '--list-secret-keys']);
  return {
    ...{ place, checkout, version, environment, git, edit, commit },
    key: /^fpr:+([0-9A-F]{40}):/m.exec(listed)?.[1] ?? '',
    restore: () => {
      git('reset', '--quiet', '--hard', released);
      git('clean', '--quiet', '--force', '-d');
      git('tag', '--force', `v${version}`);
    },
    release: (...options) =>
      startProgram(process.execPath, [join(checkout, 'scripts/release.mjs'), ...options], environment)
        .finished,
    remove: () => {
      // The agent that gpg has started.
      start('gpgconf', ['--kill', 'all']);
      rmSync(place, { recursive: true, force: true });
    },
  };
}
