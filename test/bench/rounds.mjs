/** Contenders side by side: a round is one of each, and they take turns in going first. */

/**
 * @template T
 * @param {{ name: string, go: (round: number) => T | Promise<T> }[]} contenders
 * @param {number} rounds
 * @param {(results: Map<string, T>, round: number) => void} onRound
 * @returns {Promise<Map<string, T>[]>} by name, a round each
 */
export async function alternate(contenders, rounds, onRound) {
  /** @type {Map<string, T>[]} */
  const all = [];
  for (let round = 0; round < rounds; round += 1) {
    const from = round % contenders.length;
    /** @type {Map<string, T>} */
    const results = new Map();
    for (const { name, go } of [...contenders.slice(from), ...contenders.slice(0, from)]) {
      results.set(name, await go(round));
    }
    onRound(results, round);
    all.push(results);
  }
  return all;
}

/**
 * Median of the per-round ratios, which a machine that others use as well disturbs least. NaN where either is missing.
 *
 * @template T
 * @param {Map<string, T>[]} rounds @param {string} name @param {string} beside @param {(result: T) => number} value
 */
export function ratioOf(rounds, name, beside, value) {
  const ratios = rounds.flatMap((results) => {
    const [one, other] = [results.get(name), results.get(beside)];
    return one === undefined || other === undefined ? [] : [value(one) / value(other)];
  });
  return median(ratios);
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** One bar, with whether it was reached. @param {string} what @param {number} value @param {number} most @param {string} [unit] */
export function printBar(what, value, most, unit = '') {
  const word = Number.isNaN(value) ? 'not measured' : value <= most ? 'reached' : 'NOT reached';
  const shown = Number.isNaN(value) ? '-' : `${value.toFixed(2)}${unit}`;
  console.log(`  ${what.padEnd(58)} ${shown.padStart(10)}  bar ${most}${unit}: ${word}`);
}
