/**
 * The last line of `du -c`: the sum of all, under the word "total" in du's language. A directory may be called that as
 * well, so the figures decide, once all lines are known.
 */

/** "total" in the languages of GNU coreutils 9.1. */
const TOTAL_WORDS = new Set(
  (
    'celkem celkom guztira insgesamt iomlán jumlah kokku omugatte razem skupno sveukupno toplam totaal total totale totalo ' +
    'totalt tổng viso yhteensä összesen σύνολο загалом итого общо укупно усяго 合計 总计 總用量 합계'
  ).split(' '),
);
const LONGEST_WORD = 24;
const SLASH = 0x2f;

/** The word, if the path is one of them. */
export function totalWord(bytes: Uint8Array, start: number, end: number): string | undefined {
  if (end - start > LONGEST_WORD) return undefined;
  for (let at = start; at < end; at += 1) if (bytes[at] === SLASH) return undefined;
  const word = Buffer.from(bytes.subarray(start, end)).toString('utf8');
  return TOTAL_WORDS.has(word) ? word : undefined;
}

export interface TotalLine {
  word: string;
  kib: number;
  line: number;
}

/** What the list has besides these lines: its topmost entries. */
export interface OtherEntries {
  kib: number;
  count: number;
  /** Whether something lies below an entry of this name. */
  holds: (word: string) => boolean;
}

/** Which of them are grand totals; the others are entries. */
export function findGrandTotals(lines: readonly TotalLine[], others: OtherEntries): TotalLine[] {
  // du rounds up each number by itself: a sum of rounded ones may be more than the rounded sum.
  const agrees = (total: number, kib: number, count: number): boolean =>
    count > 0 && total <= kib && total >= kib - (count - 1);
  const [one, two] = lines;
  if (one === undefined) return [];
  if (lines.length === 1) {
    return !others.holds(one.word) && agrees(one.kib, others.kib, others.count) ? [one] : [];
  }
  // One of something that is called total, and the grand total, which may stand first where the list was sorted.
  if (lines.length === 2 && two !== undefined) {
    const [entry, grand] = one.kib > two.kib ? [two, one] : [one, two];
    if (agrees(grand.kib, others.kib + entry.kib, others.count + 1)) return [grand];
  }
  // Several lists in one, each with its own.
  const sum = lines.reduce((all, { kib }) => all + kib, 0);
  const named = lines.some(({ word }) => others.holds(word));
  return !named && agrees(sum, others.kib, others.count) ? [...lines] : [];
}
