/** Where the window keeps what was chosen for it. */
const keyOf = (name: string): string => `latchkey.${name}`;

/** As it was written: whether it is still a choice, the caller knows. */
export function keptChoice(name: string): string | null {
  return localStorage.getItem(keyOf(name));
}

export function keepChoice(name: string, choice: string): void {
  localStorage.setItem(keyOf(name), choice);
}
