/** Folders that a window may name: chosen by a person, or found by us. It has a token for each, and can make up none. */
import { randomUUID } from 'node:crypto';
import type { Failure } from '../../shared/failures';
import { success, type Result } from '../../shared/result';
import { refused } from './refused';

type NotChosen = Extract<Failure, { code: 'request-refused' }>;

export class ChosenFolders {
  readonly #paths = new Map<string, string>();

  /** The same one for the same folder. */
  keep(path: string): string {
    const [known] = [...this.#paths].find(([, each]) => each === path) ?? [];
    const token = known ?? randomUUID();
    this.#paths.set(token, path);
    return token;
  }

  pathOf(token: string): string | undefined {
    return this.#paths.get(token);
  }

  /** Fails with request-refused for a token that nobody was given. */
  chosen(token: string): Result<string, NotChosen> {
    const path = this.pathOf(token);
    return path === undefined ? refused('no such folder was chosen') : success(path);
  }

  /** Fails like `chosen`, where one of them does. Each folder once. */
  allChosen(tokens: readonly string[]): Result<string[], NotChosen> {
    const paths = new Set<string>();
    for (const token of tokens) {
      const path = this.chosen(token);
      if (!path.ok) return path;
      paths.add(path.value);
    }
    return success([...paths]);
  }

  /** With the window all its tokens are gone. */
  forget(): void {
    this.#paths.clear();
  }
}
