/** What is known of the lines, beside them: sizes in the gutter, dead rules struck out, the line that decides. */
import { RangeSet, StateEffect, StateField, type Range } from '@codemirror/state';
import { Decoration, EditorView, gutter, GutterMarker, type DecorationSet } from '@codemirror/view';
import type { Text } from '@codemirror/state';

/** Of one line, ready to show. */
export interface LineMark {
  line: number;
  /** What it saves: size and number of files. Absent where a word says more. */
  saves?: { bytes: string; files: string };
  word?: { text: string; severity: 'error' | 'warning' | 'dead' };
  /** It never decides. */
  dead: boolean;
}

class SavesMarker extends GutterMarker {
  readonly #mark: LineMark;
  readonly #text: string;

  constructor(mark: LineMark) {
    super();
    this.#mark = mark;
    this.#text = JSON.stringify(mark);
  }

  override eq(other: GutterMarker): boolean {
    return other instanceof SavesMarker && other.#text === this.#text;
  }

  override toDOM(): Node {
    const { saves, word } = this.#mark;
    const cell = document.createElement('div');
    cell.className = 'saves';
    if (word !== undefined) {
      const span = cell.appendChild(document.createElement('span'));
      span.className = 'saves-word';
      span.dataset.severity = word.severity;
      span.textContent = word.text;
    }
    if (saves !== undefined) {
      const bytes = cell.appendChild(document.createElement('span'));
      bytes.className = 'saves-bytes';
      bytes.textContent = saves.bytes;
      const files = cell.appendChild(document.createElement('span'));
      files.className = 'saves-files';
      files.textContent = saves.files;
    }
    return cell;
  }
}

export const setMarks = StateEffect.define<readonly LineMark[]>();
export const setDeciding = StateEffect.define<number | undefined>();

const DEAD = Decoration.line({ class: 'cm-dead' });
const DECIDING = Decoration.line({ class: 'cm-deciding' });

/** Between one answer and the next the marks move along with their lines. */
const savesField = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update: (before, { changes, effects, newDoc }) => {
    const marks = effects.findLast((effect) => effect.is(setMarks));
    if (marks === undefined) return before.map(changes);
    return RangeSet.of(
      marks.value.flatMap((mark: LineMark) => startOf(newDoc, mark.line, new SavesMarker(mark))),
    );
  },
});

const deadField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (before, { changes, effects, newDoc }) => {
    const marks = effects.findLast((effect) => effect.is(setMarks));
    if (marks === undefined) return before.map(changes);
    return Decoration.set(
      marks.value.flatMap((mark: LineMark) => (mark.dead ? startOf(newDoc, mark.line, DEAD) : [])),
    );
  },
  provide: (field) => EditorView.decorations.from(field),
});

const decidingField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (before, { changes, effects, newDoc }) => {
    const wanted = effects.findLast((effect) => effect.is(setDeciding));
    if (wanted === undefined) return before.map(changes);
    const line: number | undefined = wanted.value;
    return line === undefined ? Decoration.none : Decoration.set(startOf(newDoc, line, DECIDING));
  },
  provide: (field) => EditorView.decorations.from(field),
});

function startOf<T extends GutterMarker | Decoration>(doc: Text, line: number, value: T): Range<T>[] {
  return line > doc.lines ? [] : [value.range(doc.line(line).from) as Range<T>];
}

const savesGutter = gutter({
  class: 'cm-saves',
  side: 'after',
  markers: (view) => view.state.field(savesField),
});

export const lineMarks = [savesField, deadField, decidingField, savesGutter];
