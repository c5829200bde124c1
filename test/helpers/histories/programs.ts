/** The programs that the ordinary histories are made by. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { prose, put } from './home';

/** A package of 300 files, packed by npm itself. */
export function packPackage(directory: string, version: string): void {
  const source = join(directory, version);
  put(join(source, 'package.json'), JSON.stringify({ name: 'many-files', version }));
  for (let file = 0; file < 300; file += 1) {
    put(join(source, `lib-${version}/${file}.js`), `// ${prose(`${version} ${file}`, 300)}`);
  }
  npm(directory, 'pack', '--silent', source);
}

export function npmCi(home: string, version: string): void {
  const project = join(home, 'app');
  const tarball = join(home, `.npm-packed/many-files-${version}.tgz`);
  put(
    join(project, 'package.json'),
    JSON.stringify({ name: 'app', version: '1.0.0', dependencies: { 'many-files': `file:${tarball}` } }),
  );
  npm(project, 'install', '--offline', '--package-lock-only', '--silent');
  npm(project, 'ci', '--offline', '--silent', '--no-audit', '--no-fund');
}

function npm(cwd: string, ...args: string[]): void {
  execFileSync('npm', args, {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, npm_config_cache: join(cwd, '.cache/npm') },
  });
}

export function makeRepository(home: string): string {
  const repository = join(home, 'project');
  mkdirSync(repository);
  git(repository, 'init', '-q', '-b', 'main');
  return repository;
}

export function git(cwd: string, ...args: string[]): void {
  const identity = {
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@b',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@b',
  };
  // A repository that tidies itself up in the background would go on while it is backed up.
  execFileSync('git', ['-c', 'gc.auto=0', ...args], {
    cwd,
    env: { ...identity, PATH: process.env.PATH, HOME: cwd, GIT_CONFIG_NOSYSTEM: '1' },
  });
}

export function filesOfSystem(most: number): string[] {
  // It fails for directories that are closed to this user; what it found is on its stdout all the same.
  const { stdout } = spawnSync(
    'find',
    ['/usr/share', '-type', 'f', '-size', '-64k', '-readable', '-print0'],
    {
      maxBuffer: 1e8,
    },
  );
  const all = stdout.toString().split('\0').sort();
  const step = Math.max(1, Math.floor(all.length / most));
  return all.filter((name, index) => name !== '' && index % step === 0).slice(0, most);
}

export function copyInto(from: string, to: string): void {
  put(to, '');
  execFileSync('cp', ['--preserve=timestamps', from, to]);
}

export const MAIL_COMES = `
import mailbox
box, folder = mailbox.mbox('Mail/Inbox'), mailbox.Maildir('Maildir')
for number in range(300):
    text = 'Subject: %d\\n\\n%s\\n' % (number, 'dear all ' * (50 + number % 40))
    box.add(text)
    folder.add(text)
box.close()
`;
export const MAIL_IS_TIDIED = `
import mailbox
box, folder = mailbox.mbox('Mail/Inbox'), mailbox.Maildir('Maildir')
for number, key in enumerate(box.keys()):
    if number % 3: box.remove(key)
box.flush()
for number, (key, message) in enumerate(sorted(folder.items(), key=lambda item: item[0])):
    if number % 5 == 0: folder.remove(key)
    else:
        message.set_subdir('cur')
        message.set_flags('S')
        folder[key] = message
`;

export function mail(home: string, script: string): void {
  mkdirSync(join(home, 'Mail'), { recursive: true });
  execFileSync('/usr/bin/python3', ['-c', script], { cwd: home });
}

export function writeLogs(data: string): void {
  for (let log = 0; log < 60; log += 1)
    put(join(data, `log/service-${log}.log`), prose(`log ${log} goes on`, 8000));
}

/** As logrotate does it with "dateext" and "delaycompress": the one before is compressed, the present one renamed. */
export function rotateLogs(data: string, date: string): void {
  const directory = join(data, 'log');
  for (const name of readdirSync(directory)) {
    if (/\d{8}$/.test(name)) execFileSync('gzip', [join(directory, name)]);
    else if (name.endsWith('.log')) renameSync(join(directory, name), join(directory, `${name}-${date}`));
  }
}
