/** What people and their programs do to files on ordinary days. Where a program does it, the real one does it here. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { photograph, prose, put, randomLike, type Roots } from './home';
import {
  copyInto,
  filesOfSystem,
  git,
  mail,
  MAIL_COMES,
  MAIL_IS_TIDIED,
  makeRepository,
  npmCi,
  packPackage,
  rotateLogs,
  writeLogs,
} from './programs';

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
