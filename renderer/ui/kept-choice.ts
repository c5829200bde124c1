/** What was chosen for the window, as the main process has put it into the page, and what has been chosen since. */
let known: Map<string, string> | undefined;

/** As it was written: whether it is still a choice, the caller knows. */
export function keptChoice(name: string): string | null {
  return (known ??= fromPage()).get(name) ?? null;
}

/** For this window; whoever calls this tells the main process. */
export function keepChoice(name: string, choice: string): void {
  (known ??= fromPage()).set(name, choice);
}

/** Without a schema library, which the script before the first paint has no time for. */
function fromPage(): Map<string, string> {
  const choices = JSON.parse(document.documentElement.dataset.choices ?? '{}') as Record<string, unknown>;
  return new Map(
    Object.entries(choices).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
