/**
 * Debian's openssh-server, of which Latchkey needs the program alone, opens port 22 as soon as it is installed. Whoever is
 * asked to install it reads in the same place how to keep that shut.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LANGUAGES, type LanguageCode } from '../../../shared/words/language';
import { speak } from '../../../shared/words/languages';
import { controlFile } from '../../../scripts/packaging/debian-control.mjs';
import { describeFailure } from '../../../shared/describe-failure';
import type { Failure } from '../../../shared/failures';
import { root } from '../../helpers/named-options';

const LINE = 'sudo systemctl disable --now ssh ssh.socket';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lk-sshd-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

const readme = (): string => readFileSync(join(root, 'README.md'), 'utf8');
const manual = (): string =>
  execFileSync('sh', ['-c', 'mandoc -T utf8 "$0" | col -b', join(root, 'packaging/man/latchkey.1')], {
    encoding: 'utf8',
  });

const control = (): string => controlFile({ version: '1', arch: 'x64', kilobytes: 1 });

test.each([
  ['the README', readme],
  ['latchkey(1)', manual],
  ['the description of the Debian package', () => control().replace(/^.*^Description: /ms, '')],
])('%s has the line beside the package', (_, text) => {
  const near = /openssh-server(.{0,600})/s.exec(text())?.[1]?.replace(/\s+/g, ' ');
  expect(near).toContain(LINE);
});

test('the package only suggests openssh-server, which apt then leaves out', () => {
  expect(/^Suggests: (.*)$/m.exec(control())?.[1]).toBe('openssh-server');
  expect(/^Depends: .*$/m.exec(control())?.[0]).not.toContain('openssh-server');
  expect(/^Recommends: .*$/m.exec(control())?.[0]).not.toContain('openssh-server');
});

test('what is said where sshd is missing has it, in every language, and what is said of rsync has not', () => {
  const missing = (program: string, name: string): Failure => ({
    code: 'program-missing',
    program,
    package: name,
  });
  const said = (failure: Failure): string[] => [
    describeFailure(failure).nextStep,
    ...(Object.keys(LANGUAGES) as LanguageCode[]).map(
      (code) => speak(code, 'C').words.failure(failure).nextStep,
    ),
  ];
  for (const text of said(missing('sshd', 'openssh-server'))) {
    expect(text).toContain('sudo apt install openssh-server');
    expect(text).toContain(LINE);
  }
  for (const text of said(missing('rsync', 'rsync'))) expect(text).not.toContain('systemctl');
});

test.each([
  ['without apt', []],
  ['without the right to install', ['apt-get']],
])('setting up %s says it where it cannot install sshd itself', (_, programs) => {
  for (const name of ['sh', 'id', 'dirname', ...programs]) {
    const found = execFileSync('sh', ['-c', 'command -v "$0"', name], { encoding: 'utf8' }).trim();
    symlinkSync(found, join(directory, name));
  }
  const script = `checkout=${root}; . "$checkout/scripts/setup/say.sh"; . "$checkout/scripts/setup/system-packages.sh"
    has_package() { false; }
    require_system_packages 'Why.' "$@"`;
  const setUp = (...packages: string[]): string => {
    const { status, stderr } = spawnSync('sh', ['-c', script, 'sh', ...packages], {
      encoding: 'utf8',
      env: { PATH: directory },
    });
    expect(status).toBe(1);
    return stderr;
  };
  if (programs.length === 0) expect(setUp('rsync', 'openssh-server')).toContain(LINE);
  else expect(setUp('rsync', 'openssh-server')).toContain('leaves no SSH server running');
  expect(setUp('rsync')).not.toContain('systemctl');
});
