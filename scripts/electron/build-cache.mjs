/**
 * Where unpacked builds are kept: outside the checkout, since one is enough for all checkouts of a user, and as a
 * whole or not at all. A build is made in a directory beside its place and renamed into it, so that two callers at a
 * time, or one that is killed, never leave half of one where the next would use it.
 */
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';

/** Written last; names each file with its size, so that a build that lost or cut one is seen as broken. */
const MANIFEST = 'latchkey-manifest.json';

export function cacheDirectory() {
  const own = process.env.XDG_CACHE_HOME;
  // The specification says to ignore a relative path there.
  return join(own?.startsWith('/') ? own : join(homedir(), '.cache'), 'latchkey');
}

/** @param {string} directory @returns {Record<string, number>} */
function sizesOfFiles(directory) {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => ({ name, entry: lstatSync(join(directory, name)) }))
    .filter(({ name, entry }) => entry.isFile() && name !== MANIFEST);
  return Object.fromEntries(files.map(({ name, entry }) => [name, entry.size]));
}

/** @param {string} directory */
export function isComplete(directory) {
  try {
    /** @type {Record<string, number>} */
    const wanted = JSON.parse(readFileSync(join(directory, MANIFEST), 'utf8'));
    const present = sizesOfFiles(directory);
    return Object.entries(wanted).every(([name, size]) => present[name] === size);
  } catch {
    return false;
  }
}

/**
 * Lets `make` fill a directory and puts it at `place`. Whatever goes wrong, nothing is left beside it.
 *
 * @param {string} place
 * @param {(workshop: string) => Promise<string>} make gives the directory, within the workshop, that holds the build
 */
export async function putInCache(place, make) {
  await mkdir(dirname(place), { recursive: true });
  await removeAbandonedWorkshops(place);
  const workshop = await mkdtemp(`${place}.${process.pid}-`);
  try {
    const build = await make(workshop);
    await writeFile(join(build, MANIFEST), `${JSON.stringify(sizesOfFiles(build), null, 1)}\n`);
    await moveInto(place, build, workshop);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/** @param {string} place @param {string} build @param {string} workshop */
async function moveInto(place, build, workshop) {
  // Another caller may put its own there between the steps; three times means something else is wrong.
  for (let attempt = 1; ; attempt += 1) {
    // A broken one goes first. It is moved, not deleted in place, because someone may be starting from it.
    if (!isComplete(place)) await rename(place, join(workshop, `broken-${attempt}`)).catch(ignoreMissing);
    try {
      await rename(build, place);
      return;
    } catch (error) {
      if (isComplete(place)) return;
      if (attempt === 3) throw error;
    }
  }
}

/** @param {unknown} error */
function ignoreMissing(error) {
  if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
}

/** Workshops carry the pid of their maker: one that was killed could not clear up. @param {string} place */
async function removeAbandonedWorkshops(place) {
  for (const name of await readdir(dirname(place))) {
    const maker = name.startsWith(`${basename(place)}.`) && /\.(\d+)-[^.]*$/.exec(name)?.[1];
    if (maker && !isRunning(Number(maker))) {
      await rm(join(dirname(place), name), { recursive: true, force: true });
    }
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
