/** Leaving out what a picture shows: the same as for a path (exclude/leave-out.ts), judged by the whole tree. */
import type { HowToLeaveOut, LeftOut } from '../../shared/ipc-leave-out';
import { failure, success, type Result } from '../../shared/result';
import { addPreset } from '../exclude/change-list';
import { FATE } from '../exclude/decide-nodes';
import type { ExcludeFile } from '../exclude/edit-exclude-file';
import { lineFor, type Wanted } from '../exclude/leave-out';
import { locateRoots } from '../exclude/locate-roots';
import { MARKED, presetForMarked } from '../exclude/marked-directories';
import { parseExcludeList } from '../exclude/parse-rules';
import type { Preset } from '../exclude/presets';
import { readable } from '../exclude/rule-for-path';
import type { UndoableEdits } from '../exclude/undoable-edits';
import { endingOf } from '../usage/name-ending';
import { binaryPathOf } from '../usage/node-path';
import { isDirectory, ruleOf, shownPath } from './describe-node';
import type { MeasuredTree } from './measured-tree';

/** Judges the tree by the list as it is now, changes the list, and judges again. */
export function leaveOutNode(
  edits: UndoableEdits,
  measured: MeasuredTree,
  node: number,
  how: HowToLeaveOut,
  presets: readonly Preset[],
): Result<LeftOut> {
  const opened = edits.read();
  if (!opened.ok) return opened;
  const file = opened.value;
  measured.judge(file.bytes);
  const before = measured.evaluation?.totals.backedUp.bytes ?? 0;
  const { nodeCount, nameLength } = measured.tree;
  if (node >= nodeCount || nameLength[node] === 0 || measured.roots.length === 0) {
    return success({ kind: 'not-possible' });
  }
  const done =
    how.kind === 'preset'
      ? addPresetTo(file, edits, presetNamed(how.name, measured, presets))
      : addRuleTo(file, edits, measured, node, how.kind);
  if (!done.ok) return done;
  if ('kind' in done.value) return success(done.value);
  const { list, rules, line } = done.value;
  measured.judge(list);
  const bytes = before - (measured.evaluation?.totals.backedUp.bytes ?? 0);
  return success({ kind: 'done', rules, line, bytes });
}

type NotDone = Exclude<LeftOut, { kind: 'done' }>;
interface Change {
  list: string;
  /** For people. */
  rules: string[];
  line: number;
}

function addRuleTo(
  file: ExcludeFile,
  edits: UndoableEdits,
  measured: MeasuredTree,
  node: number,
  what: 'this' | 'ending',
): Result<Change | NotDone> {
  const left = edits.leaveOut(file, [wantedNode(measured, node, what, file.bytes)]);
  if (!left.ok) return left;
  const { list, added, already, refused } = left.value;
  const [first] = added;
  if (first !== undefined) return success({ list, rules: added.map(({ rule }) => rule), line: first.line });
  if (already.length > 0) return success({ kind: 'already', rule: ruleOf(measured, node) });
  const [no] = refused;
  if (no?.why === 'is-root' || no?.why === 'in-no-root') return success({ kind: no.why });
  // A name without an ending.
  if (no === undefined || what === 'ending') return success({ kind: 'not-possible' });
  return failure({ code: 'name-not-expressible', path: no.shown });
}

/** @param judged the list that the tree is judged by */
function wantedNode(measured: MeasuredTree, node: number, what: 'this' | 'ending', judged: string): Wanted {
  const { tree, roots } = measured;
  const path = binaryPathOf(tree, node);
  const ruleFor = (): Wanted['rule'] => {
    if (what === 'ending') {
      const ending = isDirectory(measured, node) ? undefined : endingOf(tree, node);
      return ending === undefined ? { ok: false, failure: 'not-expressible' } : success(`*.${ending}`);
    }
    if (locateRoots(tree, roots).isTop[node] === 1) return { ok: false, failure: 'is-root' };
    return lineFor(path, isDirectory(measured, node));
  };
  return {
    shown: readable(path),
    rule: ruleFor(),
    treatedBy: (list) => {
      const evaluation = list === judged ? measured.evaluation : measured.evaluate(list);
      const line = evaluation?.decidingLine[node] ?? 0;
      switch (evaluation?.fate[node]) {
        case FATE.backedUp:
          return line === 0 ? { is: 'kept' } : { is: 'kept', keptBy: line };
        case FATE.excluded:
          return { is: 'excluded', line, decidedAt: shownPath(measured, node) };
        default:
          return { is: 'outside' };
      }
    },
  };
}

function presetNamed(name: string, measured: MeasuredTree, presets: readonly Preset[]): Preset | undefined {
  return name === MARKED.name && measured.evaluation !== undefined
    ? presetForMarked(measured.tree, measured.roots, measured.evaluation.fate).preset
    : presets.find((each) => each.name === name);
}

function addPresetTo(
  file: ExcludeFile,
  edits: UndoableEdits,
  preset: Preset | undefined,
): Result<Change | NotDone> {
  if (preset === undefined) return success({ kind: 'not-possible' });
  const { list, added } = addPreset(file.bytes, preset);
  if (added.length === 0) return success({ kind: 'already', rule: null });
  // The first one names the preset: a comment.
  const rules = added.slice(1).map(readable);
  const saved = edits.save(file, list, rules);
  return saved.ok ? success({ list, rules, line: parseExcludeList(file.bytes).length + 2 }) : saved;
}
