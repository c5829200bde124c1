/**
 * Whatever takes something registers here, in the same statement, how to give it back. Undone in reverse order, under
 * one deadline for all, whatever the user pressed meanwhile.
 */
export type Undo = () => void | Promise<void>;

export class UndoStack {
  readonly #undos: { what: string; undo: Undo }[] = [];

  push(what: string, undo: Undo): void {
    this.#undos.push({ what, undo });
  }

  /** Undoes everything. What fails or is late is told to `onProblem` and does not stop the rest. Never rejects. */
  async unwind(deadlineMs: number, onProblem: (problem: string) => void): Promise<void> {
    const deadline = Date.now() + deadlineMs;
    for (let entry = this.#undos.pop(); entry !== undefined; entry = this.#undos.pop()) {
      const { what, undo } = entry;
      try {
        if (!(await endsInTime(undo, deadline - Date.now()))) onProblem(`${what}: not done in time`);
      } catch (error) {
        onProblem(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}

/** Each undo gets at least a moment, even when those before it have used up the deadline. */
async function endsInTime(undo: Undo, leftMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(
      () => {
        resolve(false);
      },
      Math.max(leftMs, 250),
    );
  });
  try {
    return await Promise.race([Promise.resolve(undo()).then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
