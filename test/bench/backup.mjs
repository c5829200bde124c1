/**
 * A backup over loopback ssh until its acknowledgement, beside bare `rsync --link-dest`, borg, restic, rsnapshot and Back In
 * Time. `--files` (default 100,000) and `--rounds` (default 5) may be given. What is on the wire is what the whole loopback
 * carries, and memory is what is resident, the processes of a side together.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CASES, makeBigFile } from './backup-cases.mjs';
import { latchkeyCommand, peersOn } from './backup-peers.mjs';
import { startLoopback } from './loopback.mjs';
import { makeFullTree } from './make-full-tree.mjs';
import { measureSides } from './measure-sides.mjs';
import { describeMachine, measure, versionOf } from './measure.mjs';
import { alternate, median, printBar, ratioOf } from './rounds.mjs';

/**
 * @typedef {import('./backup-peers.mjs').Peer} Peer
 * @typedef {import('./measure-sides.mjs').Sides} Sides
 * @typedef {Map<string, Sides>[]} Rounds
 */

const BIG_BYTES = 2_000_000_000;
const FIRST = 'first backup';

/** @param {{ files?: string, rounds?: string }} options */
export async function benchBackup(options) {
  const files = Number(options.files ?? 100_000);
  const rounds = Number(options.rounds ?? 5);
  const work = mkdtempSync(join(tmpdir(), 'latchkey-bench-backup-'));
  const plain = await startLoopback(join(work, 'plain'));
  const forced = await startLoopback(join(work, 'forced'), latchkeyCommand(work));
  try {
    const source = join(work, 'source');
    const { paths, bytes } = makeFullTree(source, files);
    // A few of them are a trial of the program that measures.
    const bigBytes = Math.min(BIG_BYTES, files * 20_000);
    const tree = { source, paths, bigBytes };
    makeBigFile(tree);
    const installed = peersOn({ work, source, plain, forced });
    const backUp = preparePeers(installed, work);
    const peers = await thoseThatWork(installed, backUp);
    console.log(
      `backup: ${files} files, ${(bytes / 1e6).toFixed(0)} MB, and one of ${(bigBytes / 1e6).toFixed(0)} MB; ${rounds} rounds; ` +
        [
          ...peers.map(({ version }) => versionOf(version)),
          versionOf(['ssh', '-V']),
          describeMachine(work),
        ].join('; '),
    );
    /** @type {Map<string, Rounds>} */
    const measured = new Map();
    const round = (
      /** @type {string} */ name,
      /** @type {boolean} */ anew,
      /** @type {() => void} */ change,
    ) => runCase({ name, peers, rounds, backUp, anew, change });
    measured.set(FIRST, await round(FIRST, true, () => undefined));
    let number = 0;
    for (const { name, change } of CASES) {
      measured.set(
        name,
        await round(name, false, () => {
          change(tree, (number += 1));
        }),
      );
    }
    printBars(measured);
    console.log(`  at the end: ${describeMachine(work)}`);
  } finally {
    plain.close();
    forced.close();
    measure(['chmod', '-R', 'u+rwX', work]);
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {Peer[]} peers @param {string} work */
function preparePeers(peers, work) {
  const numbers = new Map(peers.map(({ name }) => [name, 0]));
  return async (/** @type {Peer} */ peer, /** @type {boolean} */ anew) => {
    if (anew) {
      peer.begin();
      numbers.set(peer.name, 0);
    }
    const number = numbers.get(peer.name) ?? 0;
    numbers.set(peer.name, number + 1);
    // What the one before has written is none of this one's work.
    measure(['sync', '-f', work]);
    return measureSides(peer.next(number), peer.by);
  };
}

/**
 * Tries each once, unmeasured: not every peer runs on every machine.
 *
 * @param {Peer[]} peers @param {(peer: Peer, anew: boolean) => Promise<Sides>} backUp
 */
async function thoseThatWork(peers, backUp) {
  /** @type {Peer[]} */
  const working = [];
  for (const peer of peers) {
    try {
      await backUp(peer, true);
      working.push(peer);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      console.log(`  ${peer.name} does not work here, and is left out: ${words.slice(-300).trim()}`);
    }
  }
  return working;
}

/**
 * @param {{
 *   name: string, peers: Peer[], rounds: number, anew: boolean, change: () => void,
 *   backUp: (peer: Peer, anew: boolean) => Promise<Sides>
 * }} given
 * @returns {Promise<Rounds>}
 */
async function runCase({ name, peers, rounds, anew, change, backUp }) {
  let changed = -1;
  const contenders = peers.map((peer) => ({
    name: peer.name,
    go: (/** @type {number} */ round) => {
      if (changed < round) change();
      changed = round;
      return backUp(peer, anew);
    },
  }));
  const results = await alternate(contenders, rounds, () => undefined);
  console.log(`\n  ${name} (medians; in parentheses medians of the ratios against link-dest)`);
  for (const peer of peers) console.log(describePeer(peer, results));
  return results;
}

/** @param {Peer} peer @param {Rounds} rounds */
function describePeer({ name, pulls }, rounds) {
  const of = (/** @type {keyof Sides} */ what) =>
    median(rounds.flatMap((results) => results.get(name)?.[what] ?? []));
  const ratio = (/** @type {keyof Sides} */ what) =>
    ratioOf(rounds, name, 'link-dest', (sides) => sides[what]).toFixed(2);
  const [laptop, host] = pulls ? ['there', 'here'] : ['here', 'there'];
  const sides = /** @type {const} */ (['laptop', 'host']).map((side) => {
    const where = side === 'laptop' ? laptop : host;
    const memory = where === 'here' ? of('memoryHere') : of('memoryThere');
    return `${side} CPU ${of(/** @type {'here' | 'there'} */ (where)).toFixed(2)} s, ${(memory / 1e6).toFixed(0)} MB`;
  });
  return (
    `    ${name.padEnd(11)} ${of('seconds').toFixed(2)} s (${ratio('seconds')}); CPU ${of('cpuSeconds').toFixed(2)} s (${ratio('cpuSeconds')}): ` +
    `${sides.join('; ')}; wire ${(of('wire') / 1e6).toFixed(2)} MB; disk ${(of('disk') / 1e6).toFixed(2)} MB; laptop open ${of('open').toFixed(2)} s`
  );
}

/** Issue 14's. @param {Map<string, Rounds>} measured */
function printBars(measured) {
  const ratio = (
    /** @type {string} */ name,
    /** @type {string} */ beside,
    /** @type {keyof Sides} */ what = 'seconds',
  ) => ratioOf(measured.get(name) ?? [], 'latchkey', beside, (sides) => sides[what]);
  console.log('\n  Latchkey against its bars:');
  printBar('nothing changed: wall against borg', ratio('nothing changed', 'borg'), 0.25, ' x');
  printBar('nothing changed: wall against restic', ratio('nothing changed', 'restic'), 0.25, ' x');
  const most = versionOf(['rsync', '--version']).includes('version 3.2.') ? 0.4 : 0.2;
  printBar('nothing changed: wall against link-dest', ratio('nothing changed', 'link-dest'), most, ' x');
  printBar(
    'nothing changed: CPU of both sides against borg',
    ratio('nothing changed', 'borg', 'cpuSeconds'),
    0.7,
    ' x',
  );
  printBar(
    'nothing changed: laptop open against link-dest',
    ratio('nothing changed', 'link-dest', 'open'),
    0.1,
    ' x',
  );
  printBar('1 % changed: wall against borg', ratio('1 % changed', 'borg'), 0.5, ' x');
  printBar('1 % changed: wall against link-dest', ratio('1 % changed', 'link-dest'), 0.25, ' x');
  printBar(
    '1,000 renames: bytes on the wire against borg',
    ratio('1,000 renames', 'borg', 'wire'),
    0.5,
    ' x',
  );
  printBar('first backup: wall against bare rsync', ratio(FIRST, 'link-dest'), 1.05, ' x');
}
