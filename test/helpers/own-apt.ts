/** apt with nothing of this machine's: its own lists and sources, no package installed, and a repository on the disk. */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface OwnApt {
  /** Where `apt-get download` puts what it gets. */
  downloads: string;
  run: (program: 'apt-get' | 'apt-cache', ...words: string[]) => SpawnSyncReturns<string>;
}

/** @param own a directory for it @param source a paragraph of deb822 (sources.list(5)) */
export function makeOwnApt(own: string, source: string): OwnApt {
  for (const part of [
    'state/lists/partial',
    'cache/archives/partial',
    'etc/apt.conf.d',
    'etc/preferences.d',
    'etc/sources.list.d',
    'downloads',
  ]) {
    mkdirSync(join(own, part), { recursive: true });
  }
  writeFileSync(join(own, 'status'), '');
  writeFileSync(join(own, 'etc/sources.list.d/latchkey.sources'), source);
  const directories = { State: 'state', 'State::status': 'status', Cache: 'cache', Etc: 'etc' };
  const lines = Object.entries(directories).map(([name, path]) => `Dir::${name} "${join(own, path)}";\n`);
  const config = join(own, 'apt.conf');
  writeFileSync(config, lines.join(''));
  const env = { PATH: '/usr/bin:/bin', HOME: own, APT_CONFIG: config, LC_ALL: 'C' };
  const downloads = join(own, 'downloads');
  return {
    downloads,
    run: (program, ...words) => spawnSync(program, words, { cwd: downloads, env, encoding: 'utf8' }),
  };
}
