/** Leaving out what a picture shows: rules for the user's own list, and taking them back. */
import type { HowToLeaveOut, LeftOut } from '../../shared/ipc-usage';
import { success, type Result } from '../../shared/result';
import { addPreset } from '../exclude/change-list';
import { FATE } from '../exclude/decide-nodes';
import type { ExcludeFile } from '../exclude/edit-exclude-file';
import { insertLine } from '../exclude/edit-lines';
import { locateRoots, pathOf } from '../exclude/locate-roots';
import { MARKED, presetForMarked } from '../exclude/marked-directories';
import { parseExcludeList } from '../exclude/parse-rules';
import type { Preset } from '../exclude/presets';
import { readable, ruleForPath } from '../exclude/rule-for-path';
import { UndoableEdits } from '../exclude/undoable-edits';
import { endingOf } from '../usage/name-ending';
import { isDirectory, ruleOf } from './describe-node';
import type { MeasuredTree } from './measured-tree';

interface Change {
  list: string;
  rules: string[];
  line: number;
}

export class ExcludeEdits {
  readonly #edits: UndoableEdits;

  constructor(excludeFile: string) {
    this.#edits = new UndoableEdits(excludeFile);
  }

  /** The rules that would be taken back next, for people. */
  get last(): string[] | null {
    return this.#edits.last;
  }

  read(): Result<ExcludeFile> {
    return this.#edits.read();
  }

  /** Judges the tree by the list as it is now, changes the list, and judges again. */
  leaveOut(
    measured: MeasuredTree,
    node: number,
    how: HowToLeaveOut,
    presets: readonly Preset[],
  ): Result<LeftOut> {
    const opened = this.read();
    if (!opened.ok) return opened;
    measured.judge(opened.value.bytes);
    const before = measured.evaluation?.totals.backedUp.bytes ?? 0;
    const change = changeFor(measured, node, how, presets, opened.value.bytes);
    if (!change.ok) return change;
    if ('kind' in change.value) return success(change.value);
    const { list, rules, line } = change.value;
    const saved = this.#edits.save(opened.value, list, rules.map(readable));
    if (!saved.ok) return saved;
    measured.judge(list);
    const bytes = before - (measured.evaluation?.totals.backedUp.bytes ?? 0);
    return success({ kind: 'done', rules: rules.map(readable), line, bytes });
  }

  /** Fails with exclude-list-changed where somebody else has written the list since; it then stays as it is. */
  undo(): Result<null> {
    return this.#edits.undo();
  }
}

/** The list with what is asked for in it, or why that cannot be. */
function changeFor(
  measured: MeasuredTree,
  node: number,
  how: HowToLeaveOut,
  presets: readonly Preset[],
  list: string,
): Result<Change | LeftOut> {
  if (node >= measured.tree.nodeCount || measured.roots.length === 0)
    return success({ kind: 'not-possible' });
  if (how.kind === 'preset') return success(presetChange(measured, how.name, presets, list));
  const fate = measured.fateOf(node);
  if (fate === FATE.outside) return success({ kind: 'in-no-root' });
  if (fate === FATE.excluded) return success({ kind: 'already', rule: ruleOf(measured, node) });
  if (how.kind === 'ending') {
    const ending = isDirectory(measured, node) ? undefined : endingOf(measured.tree, node);
    return success(
      ending === undefined ? { kind: 'not-possible' } : ruleChange(measured, node, `*.${ending}`, list),
    );
  }
  if (locateRoots(measured.tree, measured.roots).isTop[node] === 1) return success({ kind: 'is-root' });
  const rule = ruleForPath(pathOf(measured.tree, node), isDirectory(measured, node));
  return rule.ok ? success(ruleChange(measured, node, rule.value, list)) : rule;
}

/** Behind all other rules, or before the "+" rule that would keep the node. */
function ruleChange(measured: MeasuredTree, node: number, rule: string, list: string): Change {
  const last = insertLine(list, rule);
  const { fate, decidingLine } = measured.evaluate(last);
  const keeping = decidingLine[node] ?? 0;
  if (fate[node] !== FATE.backedUp || keeping === 0) {
    return { list: last, rules: [rule], line: parseExcludeList(last).length };
  }
  return { list: insertLine(list, rule, keeping), rules: [rule], line: keeping };
}

function presetChange(
  measured: MeasuredTree,
  name: string,
  presets: readonly Preset[],
  list: string,
): Change | LeftOut {
  const preset =
    name === MARKED.name && measured.evaluation !== undefined
      ? presetForMarked(measured.tree, measured.roots, measured.evaluation.fate).preset
      : presets.find((each) => each.name === name);
  if (preset === undefined) return { kind: 'not-possible' };
  const { list: changed, added } = addPreset(list, preset);
  if (added.length === 0) return { kind: 'already', rule: null };
  // The first one names the preset: a comment.
  return { list: changed, rules: added.slice(1), line: parseExcludeList(list).length + 2 };
}
