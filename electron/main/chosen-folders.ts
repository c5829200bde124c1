/** Folders that a person chose in a dialog. The window gets a token for each: it cannot name a folder of its own making. */
import { randomUUID } from 'node:crypto';

export class ChosenFolders {
  readonly #paths = new Map<string, string>();

  keep(path: string): string {
    const token = randomUUID();
    this.#paths.set(token, path);
    return token;
  }

  pathOf(token: string): string | undefined {
    return this.#paths.get(token);
  }

  /** With the window all its tokens are gone. */
  forget(): void {
    this.#paths.clear();
  }
}
