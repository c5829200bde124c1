/**
 * Exits 0 where DIRECTORY/node_modules holds what DIRECTORY/package-lock.json names. npm keeps a lock file of its own
 * in node_modules and writes it last, so that an interrupted installation is seen as well. Contents are compared,
 * not times: changing branches to and fro makes a file newer, not different.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} Package */

/** @param {string} file @returns {Map<string, Package>} */
function readPackages(file) {
  /** @type {{ packages: Record<string, Package> }} */
  const { packages } = JSON.parse(readFileSync(file, 'utf8'));
  return new Map(Object.entries(packages).filter(([path]) => path !== ''));
}

/** @param {Map<string, Package>} wanted @param {Map<string, Package>} installed */
function isCurrent(wanted, installed) {
  for (const [path, { version, integrity }] of installed) {
    const entry = wanted.get(path);
    if (entry?.version !== version || entry?.integrity !== integrity) return false;
  }
  // Optional packages are for one kind of machine each; most of them are rightly absent.
  return [...wanted].every(([path, entry]) => entry.optional ?? entry.devOptional ?? installed.has(path));
}

const directory = process.argv[2] ?? '.';
try {
  const wanted = readPackages(join(directory, 'package-lock.json'));
  const installed = readPackages(join(directory, 'node_modules/.package-lock.json'));
  process.exitCode = isCurrent(wanted, installed) ? 0 : 1;
} catch {
  // No node_modules yet, or none that npm finished.
  process.exitCode = 1;
}
