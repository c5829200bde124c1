/** What is said line by line, written in pieces: a write for each of a hundred thousand lines would take longer than the lines. */

/** As much as a pipe takes at once. */
const PIECE_LENGTH = 64 * 1024;

export class InPieces {
  readonly #write: (piece: string) => void;
  #waiting: string[] = [];
  #length = 0;

  constructor(write: (piece: string) => void) {
    this.#write = write;
  }

  say(line: string): void {
    this.#waiting.push(line);
    this.#length += line.length;
    if (this.#length >= PIECE_LENGTH) this.flush();
  }

  flush(): void {
    if (this.#length > 0) this.#write(this.#waiting.join(''));
    this.#waiting = [];
    this.#length = 0;
  }
}
