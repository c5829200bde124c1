/** Cuts what arrives in pieces into lines, without copying those that lie in one piece. */

/** No path is so long, and no entry of ncdu's. */
export const LONGEST_LINE = 2 ** 20;

/** A line is `bytes[start..end)`, only until it returns. What it returns ends the reading. */
type TakeLine = (bytes: Uint8Array, start: number, end: number) => string | undefined;

export class LineSplitter {
  readonly #end: number;
  #begun: Uint8Array[] = [];
  #length = 0;
  #lines = 0;

  /** `end`: the byte behind each line. */
  constructor(end: number) {
    this.#end = end;
  }

  push(bytes: Uint8Array, take: TakeLine): string | undefined {
    let start = 0;
    for (let end = bytes.indexOf(this.#end); end >= 0; end = bytes.indexOf(this.#end, start)) {
      if (end - start > LONGEST_LINE) return this.#tooLong();
      this.#lines += 1;
      const problem =
        this.#length === 0 ? take(bytes, start, end) : this.#takeBegun(bytes.subarray(start, end), take);
      if (problem !== undefined) return problem;
      start = end + 1;
    }
    return this.#keep(bytes.subarray(start));
  }

  /** The last line may be without an end. */
  end(take: TakeLine): string | undefined {
    return this.#length === 0 ? undefined : this.#takeBegun(new Uint8Array(0), take);
  }

  #keep(bytes: Uint8Array): string | undefined {
    if (bytes.length === 0) return undefined;
    this.#length += bytes.length;
    // A copy: whoever gave it may use its memory again.
    this.#begun.push(Uint8Array.from(bytes));
    return this.#length <= LONGEST_LINE ? undefined : this.#tooLong();
  }

  #tooLong(): string {
    return `line ${this.#lines + 1} is longer than any path can be (${LONGEST_LINE} bytes)`;
  }

  #takeBegun(rest: Uint8Array, take: TakeLine): string | undefined {
    const line = Buffer.concat([...this.#begun, rest]);
    this.#begun = [];
    this.#length = 0;
    return take(line, 0, line.length);
  }
}
