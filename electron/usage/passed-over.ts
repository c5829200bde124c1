/** What was not read of a list, and why: told to whoever opened it, so that no line goes missing in silence. */
import type { PassedOver, PassedOverKind } from '../../shared/passed-over';
import { showName } from './show-name';

const LONGEST_SAMPLE = 160;

export class PassedOverTally {
  readonly #kinds = new Map<PassedOverKind, PassedOver>();

  /** `line` counts from 1; `text` is a binary string. */
  note(kind: PassedOverKind, line: number, text: string, lines = 1): void {
    const known = this.#kinds.get(kind);
    if (known === undefined) {
      this.#kinds.set(kind, { kind, lines, firstLine: line, first: sampleOf(text) });
      return;
    }
    known.lines += lines;
    if (line >= known.firstLine) return;
    known.firstLine = line;
    known.first = sampleOf(text);
  }

  /** By the place of the first one. */
  get all(): PassedOver[] {
    return [...this.#kinds.values()].sort((a, b) => a.firstLine - b.firstLine);
  }
}

function sampleOf(text: string): string {
  const cut = text.length > LONGEST_SAMPLE ? `${text.slice(0, LONGEST_SAMPLE)}...` : text;
  return showName(Buffer.from(cut, 'latin1'));
}
