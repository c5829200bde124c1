/**
 * The run's private place, in memory where the machine allows it: the one-time key for the moment that ssh needs it,
 * and the control socket of the connection. Its name tells whose it is by pid and start time, so that the next run can
 * remove what a killed one left and end the programs that it left running.
 */
import { appendFileSync, constants, rmSync } from 'node:fs';
import { access, lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readRegularFile } from '../process/read-file';
import {
  identifySelf,
  isStillRunning,
  processIdentitySchema,
  signalProcess,
  type ProcessIdentity,
} from '../process/process-identity';

const NAME = /^latchkey-host-(\d+)-(\d+)-[A-Za-z0-9]{6}$/;
/** sun_path holds 108 bytes, and ssh puts 17 characters behind the name while it makes the socket. */
const LONGEST_PATH = 80;
const CHILDREN = 'children';

export interface PrivateDirectory {
  path: string;
  /** So that the next run can end it if this one is killed. */
  recordChild: (child: ProcessIdentity | undefined) => void;
  remove: () => void;
}

export async function makePrivateDirectory(): Promise<PrivateDirectory> {
  const { pid, startTime } = identifySelf();
  const name = `latchkey-host-${pid}-${startTime}-`;
  for (const place of places()) {
    // ssh expands "%" in the socket's path, and rsync splits its remote shell at spaces.
    if (!/^[A-Za-z0-9/._-]+$/.test(place) || join(place, name).length + 6 > LONGEST_PATH) continue;
    try {
      await access(place, constants.W_OK);
      return handleOf(await mkdtemp(join(place, name)));
    } catch {
      // The next place may do.
    }
  }
  throw new Error(`no directory for the one-time key among ${places().join(', ')}`);
}

/** Removes what killed runs of this user left, after ending what they left running. */
export async function sweepPrivateDirectories(): Promise<void> {
  const ourselves = process.getuid?.();
  for (const place of places()) {
    for (const name of await readdir(place).catch(() => [])) {
      const match = NAME.exec(name);
      if (match === null) continue;
      const owner = { pid: Number(match[1]), startTime: match[2] ?? '' };
      const path = join(place, name);
      const found = await lstat(path).catch(() => undefined);
      if (found?.isDirectory() !== true || found.uid !== ourselves || isStillRunning(owner)) continue;
      await Promise.all(readChildren(path).map(endOrphan));
      await rm(path, { recursive: true, force: true });
    }
  }
}

function places(): string[] {
  const runtime = process.env.XDG_RUNTIME_DIR;
  return ['/dev/shm', ...(runtime === undefined ? [] : [runtime]), tmpdir()];
}

function handleOf(path: string): PrivateDirectory {
  return {
    path,
    recordChild: (child) => {
      if (child === undefined) return;
      try {
        appendFileSync(join(path, CHILDREN), `${JSON.stringify(child)}\n`);
      } catch {
        // Memory is full. This run ends it all the same; only after a kill nobody would.
      }
    },
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

function readChildren(path: string): ProcessIdentity[] {
  let text = '';
  try {
    text = readRegularFile(join(path, CHILDREN), 'utf8');
  } catch {
    // It had started none.
  }
  return text.split('\n').flatMap((line) => {
    try {
      const parsed = processIdentitySchema.safeParse(JSON.parse(line));
      return parsed.success ? [parsed.data] : [];
    } catch {
      return [];
    }
  });
}

/** Not our child, so nobody tells us of its end: look every 20 ms, and insist after five seconds. */
async function endOrphan(orphan: ProcessIdentity): Promise<void> {
  signalProcess(orphan, 'SIGTERM');
  for (let looks = 0; looks < 500 && isStillRunning(orphan); looks += 1) {
    if (looks === 250) signalProcess(orphan, 'SIGKILL');
    await delay(20);
  }
}
