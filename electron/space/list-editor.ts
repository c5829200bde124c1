/** Answers an editor of the exclude list: the file, what a draft of it would do, and what a preset would add. */
import type {
  JudgedList,
  ListChange,
  ListFile,
  ListSums,
  PresetState,
  TestedPath,
} from '../../shared/ipc-excludes';
import { failure, success, type Result } from '../../shared/result';
import { addPreset, removePreset } from '../exclude/change-list';
import { decidePath } from '../exclude/decide-path';
import { diagnose } from '../exclude/diagnostics';
import { openExcludeFile, saveExcludeFile, type ExcludeFile } from '../exclude/edit-exclude-file';
import { editorLines, toBytes, toText } from '../exclude/list-text';
import { isThere } from '../exclude/look-at-path';
import { parseExcludeList } from '../exclude/parse-rules';
import type { Tally } from '../exclude/tally';
import { readSettings } from '../settings/settings-file';
import type { MeasuredTree } from './measured-tree';
import { offeredPresets, weighPreset } from './offered-presets';
import type { ScanNews } from './running-scan';
import { readTypedPath } from './typed-path';
import { watchList } from './watch-list';

/** The scan of this machine, as far as it has come. */
export interface KnownScan {
  roots: readonly string[];
  phase: ScanNews['phase'];
  measured: MeasuredTree | undefined;
}

interface Parts {
  settingsFile: string;
  excludeFile: string;
  home: string;
  scan: () => KnownScan | undefined;
  changed: (change: ListChange) => void;
}

export class ListEditor {
  readonly #parts: Parts;
  #stopWatching: (() => void) | undefined;
  /** What was asked about last: work on an older text is given up. */
  #newest = '';

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  close(): void {
    this.#stopWatching?.();
  }

  open(): Result<ListFile> {
    const { excludeFile, changed } = this.#parts;
    this.#stopWatching ??= watchList(excludeFile, (now) => {
      changed(now.ok ? { is: 'file', file: asText(now.value) } : { is: 'unreadable', failure: now.failure });
    });
    const opened = openExcludeFile(excludeFile);
    return opened.ok ? success(asText(opened.value)) : opened;
  }

  /** Not with a line for which rsync would refuse the whole list, and every backup with it. */
  save(text: string, based: ListFile): Result<ListFile> {
    const refused = parseExcludeList(toBytes(text)).find(({ kind }) => kind === 'refused');
    if (refused !== undefined) {
      const path = this.#parts.excludeFile;
      return failure({ code: 'exclude-list-refused', path, line: refused.number, detail: '' });
    }
    const file = {
      path: this.#parts.excludeFile,
      bytes: toBytes(based.text),
      version: based.version ?? undefined,
    };
    const saved = saveExcludeFile(file, toBytes(text));
    return saved.ok ? success(asText(saved.value)) : saved;
  }

  judge(text: string): JudgedList {
    this.#newest = text;
    const list = toBytes(text);
    const roots = this.#roots();
    const { tree, scan } = this.#look(roots);
    const evaluation = tree?.evaluate(list);
    const lines = editorLines(text);
    const odd = diagnose(list, {
      ...{ roots, home: this.#parts.home, variables: process.env },
      exists: (path) => isThere(Buffer.from(path, 'latin1')),
      ...(evaluation && { effects: evaluation.effects }),
    });
    return {
      presets: offeredPresets(list, this.#parts.home, roots).map(({ facts: { name, there, rules } }) => ({
        ...{ name, there, rules },
      })),
      odd: odd.map(({ line, kind, about, instead }) => ({
        line: lines[line] ?? 1,
        kind,
        about: kind === 'clears' ? about : (lines[about] ?? 1),
        instead: instead.map(toText),
      })),
      effects:
        evaluation?.effects.map(({ line, include, own, alone }) => ({
          ...{ line: lines[line] ?? 1, include, own: savedOf(own), alone: savedOf(alone) },
        })) ?? null,
      sums: tree && evaluation ? sumsOf(tree, evaluation.totals) : null,
      scan,
    };
  }

  sum(text: string): ListSums | null {
    const { tree } = this.#look(this.#roots());
    return tree === undefined ? null : sumsOf(tree, tree.evaluate(toBytes(text)).totals);
  }

  /** Between one preset and the next a keystroke's question comes first; null where it made this one old. */
  async presets(text: string): Promise<PresetState[] | null> {
    this.#newest = text;
    const list = toBytes(text);
    const roots = this.#roots();
    const { tree } = this.#look(roots);
    const judged = tree && { tree, now: tree.evaluate(list) };
    const states: PresetState[] = [];
    for (const offered of offeredPresets(list, this.#parts.home, roots, judged)) {
      const saves = judged && weighPreset(offered, list, judged);
      states.push({ ...offered.facts, saves: saves === undefined ? null : savedOf(saves) });
      await new Promise(setImmediate);
      if (this.#newest !== text) return null;
    }
    return states;
  }

  setPreset(text: string, name: string, on: boolean): Result<{ text: string }> {
    const list = toBytes(text);
    const roots = this.#roots();
    const { tree } = this.#look(roots);
    const judged = tree && { tree, now: tree.evaluate(list) };
    const offered = offeredPresets(list, this.#parts.home, roots, judged).find(
      ({ facts }) => facts.name === name,
    );
    if (offered === undefined) return failure({ code: 'request-refused', detail: 'there is no such preset' });
    const changed = on ? addPreset(list, offered.adds).list : removePreset(list, offered.whole);
    return success({ text: toText(changed) });
  }

  testPath(text: string, typed: string): TestedPath {
    const roots = this.#roots();
    const { path, isDirectory } = readTypedPath(typed, this.#parts.home);
    const assumed = roots.length === 0;
    const lines = editorLines(text);
    const decisions = decidePath(
      parseExcludeList(toBytes(text)),
      assumed ? [this.#parts.home] : roots,
      path,
      () => isDirectory,
    );
    return {
      ...{ path, there: isThere(path), assumed },
      decisions: decisions.map(({ line, ...decision }) => ({
        ...decision,
        line: line === undefined ? null : (lines[line] ?? 1),
      })),
    };
  }

  #roots(): readonly string[] {
    const settings = readSettings(this.#parts.settingsFile);
    return settings.ok ? settings.value.roots : [];
  }

  /** A scan of something else than what is backed up says nothing about the list. */
  #look(roots: readonly string[]): { tree: MeasuredTree | undefined; scan: JudgedList['scan'] } {
    const known = this.#parts.scan();
    if (roots.length === 0) return { tree: undefined, scan: 'no-roots' };
    if (known?.roots.join('\0') !== roots.join('\0')) return { tree: undefined, scan: 'none' };
    if (known.phase === 'scanning') return { tree: undefined, scan: 'scanning' };
    if (known.measured === undefined) return { tree: undefined, scan: 'none' };
    return { tree: known.measured, scan: known.phase === 'done' ? 'whole' : 'part' };
  }
}

function asText({ bytes, version }: ExcludeFile): ListFile {
  return { text: toText(bytes), version: version ?? null };
}

function savedOf({ bytes, files }: Tally): { bytes: number; files: number } {
  return { bytes, files };
}

function sumsOf(tree: MeasuredTree, { backedUp }: { backedUp: Tally }): ListSums {
  return { all: tree.size(0, 'used'), backedUp: backedUp.bytes };
}
