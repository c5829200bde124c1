/** What a person asks of many snapshots of one machine: the versions of a file, a name that is looked for, a folder. */
import { linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeSnapshot, snapshotNames } from './kept-store.mjs';
import { measure } from './measure.mjs';
import { median, printBar } from './rounds.mjs';

const ROUNDS = 7;
const VERSIONS_OF = 500;
const FOUND_IN = 20;
const CHANGED = 1000;

/**
 * @typedef {import('./kept-store.mjs').Kept} Kept
 * @typedef {{ work: string, kept: Kept, parts: string, files: number, source: string }} Given
 */

/** @param {Given} given */
export function benchQuestions(given) {
  const path = join(given.source, 'report.odt');
  const versions = makeVersions(given, path);
  const [asked, wall] = askOften(given, versions, { ask: 'versions', path, plain: true });
  const [full] = askOften(given, versions, { ask: 'versions', path });
  printBar(`versions of a file in ${VERSIONS_OF} snapshots, the host's answer`, asked, 50, ' ms');
  printMore('... with the start of the program that answers', wall);
  printMore('... with modes and owners, as the terminal tells them', full);
  const found = makeChanges(given);
  const [seconds] = askOften(given, found, { ask: 'find', text: 'report-0' });
  printBar(`find in ${FOUND_IN} snapshots of ${given.files} files`, seconds, 1000, ' ms');
}

/** @param {string} what @param {number} ms */
function printMore(what, ms) {
  console.log(`  ${what.padEnd(58)} ${ms.toFixed(0).padStart(7)} ms`);
}

/**
 * Medians in milliseconds, each of a process of its own: of the answer, and of all from the program's start.
 *
 * @param {Given} given @param {string} store @param {object} question @returns {[number, number]}
 */
function askOften({ kept, parts }, store, question) {
  const asked = JSON.stringify({ store, machine: kept.machine, question });
  const costs = Array.from({ length: ROUNDS }, () => {
    const whole = measure([process.execPath, parts, 'answer', asked]);
    /** @type {{ answers: number, seconds: number }} */
    const answered = JSON.parse(whole.stdout);
    if (answered.answers < 2) throw new Error(`it has found nothing: ${JSON.stringify(question)}`);
    return { answer: answered.seconds * 1000, whole: whole.seconds * 1000 };
  });
  return [median(costs.map(({ answer }) => answer)), median(costs.map(({ whole }) => whole))];
}

/** A file that changes with every fifth snapshot. @param {Given} given @param {string} path @returns {string} the store */
function makeVersions({ work, kept }, path) {
  const store = join(work, 'versions');
  let before = '';
  for (const [index, snapshot] of snapshotNames(VERSIONS_OF).entries()) {
    const file = join(makeSnapshot(kept, store, snapshot), 'files', path);
    mkdirSync(dirname(file), { recursive: true });
    if (index % 5 === 0) writeFileSync(file, 'x'.repeat(index + 1));
    else linkSync(before, file);
    before = file;
  }
  return store;
}

/**
 * What the host would have written beside the snapshots of twenty days: all is new in the first, a thousand files a day
 * then. The directories are empty: nobody asks them where there are changes.
 *
 * @param {Given} given @returns {string} the store
 */
function makeChanges({ work, kept, files }) {
  const store = join(work, 'changes');
  const first = readFileSync(join(kept.store, kept.machine, kept.snapshot, 'changes'), 'latin1');
  /** @type {string | null} */
  let before = null;
  for (const [index, snapshot] of snapshotNames(FOUND_IN).entries()) {
    const directory = makeSnapshot(kept, store, snapshot);
    mkdirSync(join(directory, 'files'));
    const records = Array.from({ length: Math.min(CHANGED, files) }, (_, number) =>
      index % 2 === 0 ? `-f/home/report-${number}.odt` : `+f/home/report-${number}.odt`,
    );
    const text = [
      JSON.stringify({ format: 1, before }),
      ...records,
      JSON.stringify({ changes: records.length }),
      '',
    ];
    writeFileSync(join(directory, 'changes'), before === null ? first : text.join('\0'), 'latin1');
    before = snapshot;
  }
  return store;
}
