/** Counts of what a rule, a preset or a fate comes to. */
export interface Tally {
  /** Everything that is no directory. */
  files: number;
  directories: number;
  bytes: number;
}

/** One tally for each rule, as columns: they are added to a million times in one go. */
export class Tallies {
  readonly files: Float64Array;
  readonly directories: Float64Array;
  readonly bytes: Float64Array;

  constructor(count: number) {
    this.files = new Float64Array(count);
    this.directories = new Float64Array(count);
    this.bytes = new Float64Array(count);
  }

  add(index: number, isDirectory: boolean, bytes: number): void {
    const column = isDirectory ? this.directories : this.files;
    column[index] = (column[index] ?? 0) + 1;
    this.addBytes(index, bytes);
  }

  addBytes(index: number, bytes: number): void {
    this.bytes[index] = (this.bytes[index] ?? 0) + bytes;
  }

  addAll(index: number, more: Tally): void {
    this.files[index] = (this.files[index] ?? 0) + more.files;
    this.directories[index] = (this.directories[index] ?? 0) + more.directories;
    this.addBytes(index, more.bytes);
  }

  of(index: number): Tally {
    return {
      files: this.files[index] ?? 0,
      directories: this.directories[index] ?? 0,
      bytes: this.bytes[index] ?? 0,
    };
  }
}
