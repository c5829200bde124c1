/**
 * CodeMirror with the list in it. In a shadow root, where it brings its styles as adopted style sheets: the windows'
 * policy forbids style elements. Its own keys for undo, redo and search; Tab leaves it, as any other field.
 */
import { defaultKeymap, history, historyField, historyKeymap, isolateHistory } from '@codemirror/commands';
import { nextDiagnostic, previousDiagnostic, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { EditorState, Transaction, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter } from '@codemirror/view';
import { keymap, lineNumbers } from '@codemirror/view';
import { lineEndOf } from '../line-ends';
import { changesTo } from '../merge-lines';
import { lineMarks, setDeciding, setMarks, type LineMark } from './line-marks';
import { listLanguage } from './list-language';
import { oddCharacters } from './odd-characters';
import { theme } from './theme';

export interface EditorWords {
  /** Its name for a screen reader. */
  name: string;
  /** CodeMirror's own phrases, in this language. */
  phrases: Record<string, string>;
}

export interface LineSentence {
  line: number;
  severity: 'error' | 'warning' | 'info';
  sentence: string;
}

interface Parts {
  text: string;
  /** What `keep` gave, of the same text. */
  kept: unknown;
  words: EditorWords;
  changed: (text: string) => void;
  moved: (line: number) => void;
}

const FIELDS = { history: historyField };

export class RuleEditor {
  readonly #view: EditorView;
  readonly #words: EditorWords;
  #lineEnd: '\n' | '\r\n';

  constructor(host: HTMLElement, { text, kept, words, changed, moved }: Parts) {
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    this.#words = words;
    this.#lineEnd = lineEndOf(text);
    this.#view = new EditorView({
      state: this.#restore(kept, text) ?? this.#newState(text),
      root,
      parent: root,
      dispatchTransactions: (transactions, view) => {
        view.update(transactions);
        if (transactions.some(({ docChanged }) => docChanged)) changed(view.state.sliceDoc());
        if (transactions.some(({ docChanged, selection }) => docChanged || selection !== undefined))
          moved(this.line);
      },
    });
  }

  get text(): string {
    return this.#view.state.sliceDoc();
  }

  /** The cursor's. */
  get line(): number {
    const { doc, selection } = this.#view.state;
    return doc.lineAt(selection.main.head).number;
  }

  /** Line by line, so that the cursor stays with its own; undo takes it back unless it is nobody's own change. */
  replace(text: string, undoable: boolean): void {
    if (lineEndOf(text) !== this.#lineEnd && this.text !== '') {
      this.#lineEnd = lineEndOf(text);
      this.#view.setState(this.#newState(text));
      this.#view.dispatch({ selection: { anchor: 0 } });
      return;
    }
    const { doc } = this.#view.state;
    const wanted = text.split(this.#lineEnd).join('\n');
    this.#view.dispatch({
      changes: changesTo(doc.sliceString(0, doc.length, '\n'), wanted),
      // A step of its own, not the end of what was typed just before.
      annotations: [Transaction.addToHistory.of(undoable), isolateHistory.of('full')],
    });
  }

  /** Puts the cursor on this line and brings it into sight. */
  goTo(line: number): void {
    const { doc } = this.#view.state;
    const { from } = doc.line(Math.max(1, Math.min(line, doc.lines)));
    this.#view.dispatch({
      selection: { anchor: from },
      effects: EditorView.scrollIntoView(from, { y: 'center' }),
    });
    this.#view.focus();
  }

  mark(marks: readonly LineMark[], sentences: readonly LineSentence[]): void {
    const { state } = this.#view;
    const diagnostics = sentences.flatMap(({ line, severity, sentence }): Diagnostic[] => {
      if (line > state.doc.lines) return [];
      const { from, to } = state.doc.line(line);
      return [{ from, to, severity, message: sentence }];
    });
    this.#view.dispatch({ effects: setMarks.of(marks) }, setDiagnostics(state, diagnostics));
  }

  /** The line that decides about a path that is tested. */
  showDeciding(line: number | undefined): void {
    const { doc } = this.#view.state;
    const there = line !== undefined && line <= doc.lines;
    this.#view.dispatch({
      effects: [
        setDeciding.of(line),
        ...(there ? [EditorView.scrollIntoView(doc.line(line).from, { y: 'center' })] : []),
      ],
    });
  }

  focus(): void {
    this.#view.focus();
  }

  /** All of it, for another editor later. */
  keep(): unknown {
    return this.#view.state.toJSON(FIELDS);
  }

  destroy(): void {
    this.#view.destroy();
  }

  #restore(kept: unknown, text: string): EditorState | undefined {
    if (kept === undefined) return undefined;
    const state = EditorState.fromJSON(kept, { extensions: this.#extensions() }, FIELDS);
    return state.sliceDoc() === text ? state : undefined;
  }

  #newState(text: string): EditorState {
    return EditorState.create({ doc: text, extensions: this.#extensions() });
  }

  #extensions(): Extension {
    return [
      EditorState.lineSeparator.of(this.#lineEnd),
      EditorState.phrases.of(this.#words.phrases),
      history(),
      drawSelection(),
      lineNumbers(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      EditorView.lineWrapping,
      // A rule reads from left to right in every language.
      EditorView.contentAttributes.of({ 'aria-label': this.#words.name, dir: 'ltr' }),
      search({ top: true }),
      keymap.of([
        { key: 'Mod-f', run: openSearchPanel, scope: 'editor search-panel' },
        { key: 'F8', run: nextDiagnostic },
        { key: 'Shift-F8', run: previousDiagnostic },
        ...searchKeymap,
        ...historyKeymap,
        ...defaultKeymap,
      ]),
      listLanguage,
      oddCharacters,
      lineMarks,
      theme,
    ];
  }
}
