/** What people and their programs do to files on ordinary days. Where a program does it, the real one does it here. */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { photograph, prose, put, randomLike, type Roots } from './home';

export interface History {
  /** Before the first backup, and after it. */
  begin?: (roots: Roots) => void;
  change: (roots: Roots) => void;
  /** Something may be said of it, as of one sign alone; else not a word. */
  mayBeNoticed?: boolean;
}

export const ORDINARY: Record<string, History> = {
  'npm ci with other versions': {
    begin: ({ home }) => {
      for (const version of ['1.0.0', '2.0.0']) packPackage(join(home, '.npm-packed'), version);
      npmCi(home, '1.0.0');
    },
    change: ({ home }) => {
      npmCi(home, '2.0.0');
    },
  },
  'git gc': {
    begin: ({ home }) => {
      const repository = makeRepository(home);
      for (let commit = 0; commit < 8; commit += 1) {
        for (let file = 0; file < 50; file += 1)
          put(join(repository, `src/${file}.py`), prose(`${commit} ${file}`, 500));
        git(repository, 'add', '.');
        git(repository, 'commit', '-qm', `change ${commit}`);
      }
    },
    change: ({ home }) => {
      git(join(home, 'project'), 'gc', '-q', '--prune=now');
    },
  },
  'a photo import': {
    change: ({ home }) => {
      for (let index = 0; index < 250; index += 1) {
        put(join(home, `Pictures/2026-07/DSC_${index}.JPG`), photograph(`holiday ${index}`));
      }
    },
  },
  'an upgrade of the operating system': {
    begin: ({ data }) => {
      for (const [index, file] of filesOfSystem(350).entries()) {
        copyInto(
          file,
          join(data, 'usr-share', `${index % 40}`, `${index}-${file.slice(file.lastIndexOf('/') + 1)}`),
        );
      }
    },
    change: ({ data }) => {
      // As dpkg does it: all are unpacked anew, with the new version's time, and put in place of the old ones.
      const files = execFileSync('find', [join(data, 'usr-share'), '-type', 'f', '-print0'])
        .toString()
        .split('\0');
      for (const [index, file] of files.filter((name) => name !== '').entries()) {
        copyFileSync(file, `${file}.dpkg-new`);
        if (index % 4 === 0) writeFileSync(`${file}.dpkg-new`, `\nversion 2\n`, { flag: 'a' });
        utimesSync(`${file}.dpkg-new`, 1_780_000_000, 1_780_000_000);
        renameSync(`${file}.dpkg-new`, file);
      }
    },
    mayBeNoticed: true,
  },
  'an emptied trash': {
    begin: ({ home }) => {
      const trash = join(home, '.local/share/Trash');
      for (let index = 0; index < 400; index += 1) {
        put(join(trash, `files/old ${index}.txt`), prose(`old ${index}`, 3000));
        put(
          join(trash, `info/old ${index}.txt.trashinfo`),
          `[Trash Info]\nPath=/home/you/old ${index}.txt\n`,
        );
      }
    },
    change: ({ home }) => {
      for (const part of ['files', 'info']) {
        rmSync(join(home, '.local/share/Trash', part), { recursive: true });
        mkdirSync(join(home, '.local/share/Trash', part));
      }
    },
  },
  'folders moved to another root': {
    change: ({ home, data }) => {
      for (let folder = 0; folder < 60; folder += 1) {
        mkdirSync(join(data, 'Archive'), { recursive: true });
        execFileSync('mv', [join(home, `Documents/${folder}`), join(data, 'Archive')]);
      }
    },
  },
  'a virtual machine deleted': {
    begin: ({ data }) => {
      put(join(data, 'Machines/debian.qcow2'), randomLike('machine', 60_000_000));
    },
    change: ({ data }) => {
      rmSync(join(data, 'Machines'), { recursive: true });
    },
  },
  "another name for everything's parent": {
    begin: ({ home }) => {
      mkdirSync(join(home, 'alice'));
      for (const name of ['Documents', 'Pictures']) renameSync(join(home, name), join(home, 'alice', name));
    },
    change: ({ home }) => {
      renameSync(join(home, 'alice'), join(home, 'alice.smith'));
    },
  },
  'a checkout of another branch': {
    begin: ({ home }) => {
      const repository = makeRepository(home);
      for (let file = 0; file < 400; file += 1)
        put(join(repository, `src/${file % 20}/${file}.ts`), prose(`${file}`, 2000));
      git(repository, 'add', '.');
      git(repository, 'commit', '-qm', 'all of it');
      git(repository, 'checkout', '-qb', 'other');
      for (let file = 0; file < 150; file += 1) {
        put(join(repository, `src/${file % 20}/${file}.ts`), prose(`${file} again`, 2100));
        put(join(repository, `test/${file}.ts`), prose(`test ${file}`, 1000));
      }
      for (let file = 320; file < 400; file += 1) rmSync(join(repository, `src/${file % 20}/${file}.ts`));
      git(repository, 'add', '--all', '.');
      git(repository, 'commit', '-qm', 'another way');
      git(repository, 'checkout', '-q', 'main');
    },
    change: ({ home }) => {
      git(join(home, 'project'), 'checkout', '-q', 'other');
    },
  },
  'a build directory cleaned': {
    begin: ({ home }) => {
      const project = join(home, 'program');
      for (let file = 0; file < 250; file += 1) put(join(project, `src/${file}.c`), prose(`${file}`, 1000));
      // The recipe stands in for a compiler, which not every machine has; so does its being run, for make.
      execFileSync(
        'sh',
        ['-c', 'mkdir build; for s in src/*.c; do gzip -c "$s" >"build/$(basename "$s" .c).o"; done'],
        {
          cwd: project,
        },
      );
    },
    change: ({ home }) => {
      rmSync(join(home, 'program/build'), { recursive: true });
    },
    mayBeNoticed: true,
  },
  'a mailbox compacted': {
    begin: ({ home }) => {
      mail(home, MAIL_COMES);
    },
    change: ({ home }) => {
      mail(home, MAIL_IS_TIDIED);
    },
  },
  'logs rotated': {
    begin: ({ data }) => {
      for (let log = 0; log < 60; log += 1)
        put(join(data, `log/service-${log}.log`), prose(`log ${log}`, 9000));
      rotateLogs(data, '20260601');
      writeLogs(data);
    },
    change: ({ data }) => {
      rotateLogs(data, '20260608');
      writeLogs(data);
    },
  },
  'a video collection moved to another root': {
    begin: ({ home }) => {
      for (let film = 0; film < 150; film += 1) {
        put(join(home, `Videos/${film % 15}/film ${film}.mkv`), randomLike(`film ${film}`, 60_000));
      }
    },
    change: ({ home, data }) => {
      // As a file manager does it from one file system to another.
      execFileSync('cp', ['-a', join(home, 'Videos'), data]);
      rmSync(join(home, 'Videos'), { recursive: true });
    },
  },
};

/** A package of 300 files, packed by npm itself. */
function packPackage(directory: string, version: string): void {
  const source = join(directory, version);
  put(join(source, 'package.json'), JSON.stringify({ name: 'many-files', version }));
  for (let file = 0; file < 300; file += 1) {
    put(join(source, `lib-${version}/${file}.js`), `// ${prose(`${version} ${file}`, 300)}`);
  }
  npm(directory, 'pack', '--silent', source);
}

function npmCi(home: string, version: string): void {
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

function makeRepository(home: string): string {
  const repository = join(home, 'project');
  mkdirSync(repository);
  git(repository, 'init', '-q', '-b', 'main');
  return repository;
}

function git(cwd: string, ...args: string[]): void {
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

function filesOfSystem(most: number): string[] {
  const found = execFileSync('find', ['/usr/share', '-type', 'f', '-size', '-64k', '-readable', '-print0']);
  const all = found.toString().split('\0').sort();
  const step = Math.max(1, Math.floor(all.length / most));
  return all.filter((name, index) => name !== '' && index % step === 0).slice(0, most);
}

function copyInto(from: string, to: string): void {
  put(to, '');
  execFileSync('cp', ['--preserve=timestamps', from, to]);
  if (!lstatSync(to).isFile()) throw new Error(`${to} is no file`);
}

const MAIL_COMES = `
import mailbox
box, folder = mailbox.mbox('Mail/Inbox'), mailbox.Maildir('Maildir')
for number in range(300):
    text = 'Subject: %d\\n\\n%s\\n' % (number, 'dear all ' * (50 + number % 40))
    box.add(text)
    folder.add(text)
box.close()
`;
const MAIL_IS_TIDIED = `
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

function mail(home: string, script: string): void {
  mkdirSync(join(home, 'Mail'), { recursive: true });
  execFileSync('/usr/bin/python3', ['-c', script], { cwd: home });
}

function writeLogs(data: string): void {
  for (let log = 0; log < 60; log += 1)
    put(join(data, `log/service-${log}.log`), prose(`log ${log} goes on`, 8000));
}

/** As logrotate does it with "dateext" and "delaycompress": the one before is compressed, the present one renamed. */
function rotateLogs(data: string, date: string): void {
  const directory = join(data, 'log');
  for (const name of readdirSync(directory)) {
    if (/\d{8}$/.test(name)) execFileSync('gzip', [join(directory, name)]);
    else if (name.endsWith('.log')) renameSync(join(directory, name), join(directory, `${name}-${date}`));
  }
}
