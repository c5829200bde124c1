/** Writing to people and programs. What people read goes to stdout, what went wrong to stderr. */

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function complain(text: string): void {
  process.stderr.write(`latchkey: ${text}\n`);
}

/** One JSON object a line. */
export function sayJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** A reader that has gone away (`latchkey --status | head -1`) is no error of ours, and must not end a backup. */
export function ignoreClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
