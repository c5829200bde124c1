/** What a backup will find is listed beforehand; where that cannot be done, all is compared, and the backup is made. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { afterBackupEnded } from '../helpers/after-backup';
import { lastLog } from '../helpers/records';
import { CLI, Sandbox, startProgram } from '../helpers/sandbox';
import { copyOf } from '../helpers/store';

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
});

afterEach(() => {
  sandbox.remove();
});

/** For the command alone; user and group are those outside (own-rsync.sh). */
const WITH_A_DISK_IN_MEMORY = `
  mount -t tmpfs none "$1"
  echo 'dear reader' > "$1/letter"
  uid=$2 gid=$3
  shift 3
  exec unshare --user "--map-user=$uid" "--map-group=$gid" setpriv --pdeathsig KILL "$@"
`;

test('below a root, a file system whose times and inodes say too little ends the list, not the backup', async () => {
  const disk = join(sandbox.source, 'disk');
  mkdirSync(disk);
  writeFileSync(join(sandbox.source, 'kept'), 'kept\n');
  const ids = [process.getuid?.(), process.getgid?.()].map(String);
  const inside = ['sh', '-euc', WITH_A_DISK_IN_MEMORY, 'sh', disk, ...ids, process.execPath, CLI, '--run'];
  const run = startProgram('unshare', ['--map-root-user', '--mount', ...inside], sandbox.environment);
  expect(await run.finished).toMatchObject({ status: 0, stderr: '' });
  await afterBackupEnded(sandbox.path);
  expect(lastLog(sandbox)).toContain(`no list for a short comparison: ${disk}`);
  expect(readFileSync(join(copyOf(sandbox.store, sandbox.source), 'kept'), 'utf8')).toBe('kept\n');
});
