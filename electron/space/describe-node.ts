/** All that is known of one node, and what a person could do about it. */
import type { Measure, NodeFacts, UsageRow } from '../../shared/ipc-space';
import { FATES } from '../../shared/usage-kinds';
import { decidePath } from '../exclude/decide-path';
import { MARKED } from '../exclude/marked-directories';
import { parseExcludeList } from '../exclude/parse-rules';
import type { Preset } from '../exclude/presets';
import { readable } from '../exclude/rule-for-path';
import { endingOf } from '../usage/name-ending';
import { nameOf, pathOf } from '../usage/node-path';
import { FLAGS } from '../usage/scanned-tree';
import { showName } from '../usage/show-name';
import type { Totals } from '../usage/totals';
import { diskPartOf } from './disk-parts';
import type { Growth } from './growth';
import type { MeasuredTree } from './measured-tree';
import { withoutSlash } from './show-view';

export function describeNode(
  measured: MeasuredTree,
  node: number,
  presets: readonly Preset[],
): NodeFacts | null {
  const { tree, totals } = measured;
  if (node >= tree.nodeCount || diskPartOf(tree, node) !== undefined) return null;
  return {
    node,
    path: shownPath(measured, node),
    kind: measured.kindOf(node),
    used: measured.size(node, 'used'),
    apparent: measured.size(node, 'apparent'),
    entries: totals.subtreeCount[node] ?? 0,
    newest: totals.subtreeNewest[node] ?? 0,
    fate: fateOf(measured, node),
    rule: ruleOf(measured, node),
    ending: isDirectory(measured, node) ? null : (endingOf(tree, node) ?? null),
    presets: presetsFor(measured, node, presets),
  };
}

export function describeRow(
  measured: MeasuredTree,
  node: number,
  measure: Measure,
  totals: Totals,
  growth: Growth | undefined,
): UsageRow {
  const { tree } = measured;
  return {
    node,
    name: withoutSlash(showName(nameOf(tree, node))),
    path: shownPath(measured, node),
    kind: measured.kindOf(node),
    size: measured.size(node, measure, totals),
    kept: measured.size(node, measure, measured.keptTotals),
    files: totals.subtreeCount[node] ?? 0,
    newest: totals.subtreeNewest[node] ?? 0,
    growth: growth?.bytes[node] ?? null,
    fate: fateOf(measured, node),
    rule: ruleOf(measured, node),
  };
}

export function isDirectory({ tree }: MeasuredTree, node: number): boolean {
  return ((tree.flags[node] ?? 0) & FLAGS.directory) !== 0;
}

export function shownPath({ tree }: MeasuredTree, node: number): string {
  return withoutSlash(showName(pathOf(tree, node)));
}

function fateOf(measured: MeasuredTree, node: number): NodeFacts['fate'] {
  return FATES[measured.fateOf(node)] ?? 'backed-up';
}

export function ruleOf(measured: MeasuredTree, node: number): NodeFacts['rule'] {
  const rule = measured.ruleFor(node);
  return rule && { line: rule.line, text: readable(rule.text) };
}

/** Those that would leave it out by themselves. A name that is no UTF-8 is asked about as nothing. */
function presetsFor(measured: MeasuredTree, node: number, presets: readonly Preset[]): NodeFacts['presets'] {
  const bytes = pathOf(measured.tree, node);
  const path = withoutSlash(bytes.toString('utf8'));
  const directory = isDirectory(measured, node);
  const matching = presets.filter(({ rules }) =>
    decidePath(parseExcludeList(rules.join('\n')), measured.roots, path, () => directory).some(
      ({ excluded }) => excluded,
    ),
  );
  const marked = measured.roots.length > 0 && liesInMarked(measured, node) ? [MARKED] : [];
  return [...matching, ...marked].map(({ name, title }) => ({ name, title }));
}

function liesInMarked({ tree }: MeasuredTree, node: number): boolean {
  for (let at = node; ; at = tree.parent[at] ?? 0) {
    if (((tree.flags[at] ?? 0) & FLAGS.nobackup) !== 0) return true;
    if (at === 0) return false;
  }
}
