/** Changes of the user's exclude list that can be taken back, the last one first, byte for byte. */
import { failure, success, type Result } from '../../shared/result';
import { openExcludeFile, removeExcludeFile, saveExcludeFile, type ExcludeFile } from './edit-exclude-file';
import { leaveOut, type LeftOut, type Wanted } from './leave-out';

interface Edit {
  /** The file as it was before. */
  before: ExcludeFile;
  /** The file as we left it: only while it is still that one may it be put back. */
  left: ExcludeFile;
  rules: string[];
}

export class UndoableEdits {
  readonly #path: string;
  #edits: Edit[] = [];

  constructor(excludeFile: string) {
    this.#path = excludeFile;
  }

  /** The rules that would be taken back next, for people. */
  get last(): string[] | null {
    return this.#edits.at(-1)?.rules ?? null;
  }

  read(): Result<ExcludeFile> {
    return openExcludeFile(this.#path);
  }

  /** What is added is taken back together. Fails as saving does, and then has changed nothing. */
  leaveOut(file: ExcludeFile, wanted: readonly Wanted[]): Result<LeftOut> {
    const left = leaveOut(file.bytes, wanted);
    if (left.added.length === 0) return success(left);
    const saved = this.save(
      file,
      left.list,
      left.added.map(({ rule }) => rule),
    );
    return saved.ok ? success(left) : saved;
  }

  /** `rules`: those that are new, for people. Fails as saving does, and then has changed nothing. */
  save(before: ExcludeFile, list: string, rules: string[]): Result<null> {
    const left = saveExcludeFile(before, list);
    if (!left.ok) return left;
    this.#edits.push({ before, left: left.value, rules });
    return success(null);
  }

  /** Fails with exclude-list-changed where somebody else has written the list since; it then stays as it is. */
  undo(): Result<null> {
    const edit = this.#edits.at(-1);
    if (edit === undefined) return failure({ code: 'request-refused', detail: 'there is nothing to undo' });
    const { before, left } = edit;
    const restored =
      before.version === undefined ? removeExcludeFile(left) : saveExcludeFile(left, before.bytes);
    if (!restored.ok) {
      // What was taken back over somebody's changes would take back those, now and later.
      if (restored.failure.code === 'exclude-list-changed') this.#edits = [];
      return restored;
    }
    this.#edits.pop();
    // The edit before left these very bytes, in what is another file now.
    const previous = this.#edits.at(-1);
    if (previous !== undefined) previous.left = restored.value;
    return success(null);
  }
}
