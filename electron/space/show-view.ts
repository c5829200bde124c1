/** A view of a tree as the columns that travel to the window. */
import type { Boxes, Measure, UsageView, ViewRequest } from '../../shared/ipc-space';
import { BOX_KINDS, GROWTHS, isDiskPart, type BoxKind, type GrowthStep } from '../../shared/usage-kinds';
import { FATE } from '../exclude/decide-nodes';
import { readable } from '../exclude/rule-for-path';
import { cutView, type Box } from '../usage/cut-view';
import { nameOf } from '../usage/node-path';
import { showName } from '../usage/show-name';
import type { Growth } from './growth';
import type { MeasuredTree } from './measured-tree';

/** A smaller share is none. */
const SAME = 0.01;

export function showView(measured: MeasuredTree, request: ViewRequest, growth?: Growth): UsageView | null {
  const { tree } = measured;
  if (request.node >= tree.nodeCount) return null;
  const { notBackedUp } = measured;
  const boxes = cutView({
    ...request,
    tree,
    totals: request.hideExcluded ? measured.keptTotals : measured.totals,
    ...(notBackedUp && { excluded: notBackedUp }),
  });
  const columns = columnsOf(
    boxes,
    measured,
    request.measure,
    request.hideExcluded ? measured.keptKinds : measured.kinds,
    growth,
  );
  const lines = [...new Set(columns.line)].filter((line) => line !== 0);
  return {
    request,
    path: wayTo(measured, request.node),
    compared: growth?.since ?? null,
    onDisk: measured.disk !== undefined,
    whole: measured.size(0, request.measure),
    boxes: columns,
    rules: lines.map((line) => ({ line, text: readable(measured.textOfLine(line)) })),
  };
}

function columnsOf(
  boxes: readonly Box[],
  measured: MeasuredTree,
  measure: Measure,
  kinds: Uint8Array,
  growth: Growth | undefined,
): Boxes {
  const count = boxes.length;
  const columns = {
    column: new Uint8Array(count),
    y: new Float32Array(count),
    height: new Float32Array(count),
    node: new Uint32Array(count),
    from: new Uint32Array(count),
    size: new Float64Array(count),
    kept: new Float64Array(count),
    count: new Uint32Array(count),
    newest: new Uint32Array(count),
    kind: new Uint8Array(count),
    hue: new Uint8Array(count),
    fate: new Uint8Array(count),
    growth: new Float64Array(count),
    grown: new Uint8Array(count),
    line: new Int32Array(count),
  };
  const { evaluation, keptTotals, seenBlocks } = measured;
  for (const [index, box] of boxes.entries()) {
    const kind = box.kind === 'smaller' ? box.kind : measured.kindOf(box.node);
    columns.column[index] = box.column;
    columns.y[index] = box.y;
    columns.height[index] = box.height;
    columns.node[index] = box.node;
    columns.from[index] = box.from;
    columns.size[index] = box.size;
    columns.kept[index] =
      box.kind === 'smaller' || isDiskPart(kind) ? box.size : measured.size(box.node, measure, keptTotals);
    columns.count[index] = box.count;
    columns.newest[index] = box.newest;
    // Of what is too small to be seen nothing is told.
    if (growth !== undefined && box.kind !== 'smaller' && !isDiskPart(kind)) {
      const bytes = growth.bytes[box.from] ?? 0;
      columns.growth[index] = bytes;
      columns.grown[index] = GROWTHS.indexOf(stepOf(bytes, (seenBlocks[box.from] ?? 0) * 512));
    }
    columns.kind[index] = BOX_KINDS.indexOf(kind);
    columns.hue[index] = kinds[box.node] ?? 0;
    columns.fate[index] = fateOfBox(measured, box.node, kind);
    columns.line[index] = evaluation?.decidingLine[box.node] ?? 0;
  }
  return { ...columns, names: boxes.map(({ name }) => withoutSlash(name)).join('\n') };
}

function stepOf(growth: number, now: number): GrowthStep {
  const share = now > 0 ? growth / now : Math.sign(growth);
  if (share <= -SAME) return 'less';
  if (share < SAME) return 'same';
  return share < 0.1 ? 'little' : share < 0.5 ? 'much' : 'double';
}

/** What is in no folder that is backed up is backed up in part where it has one in it. A part of a disk has no fate. */
function fateOfBox(measured: MeasuredTree, node: number, kind: BoxKind): number {
  const fate = measured.fateOf(node);
  const isInPart = fate === FATE.outside && measured.size(node, 'entries', measured.keptTotals) > 0;
  return isInPart || isDiskPart(kind) ? FATE.backedUp : fate;
}

/** A root is scanned with a slash behind it, which says nothing to people. */
export function withoutSlash(name: string): string {
  return name.length > 1 && name.endsWith('/') ? name.slice(0, -1) : name;
}

function wayTo({ tree }: MeasuredTree, node: number): UsageView['path'] {
  const way: UsageView['path'] = [];
  for (let at = node; ; at = tree.parent[at] ?? 0) {
    way.unshift({ node: at, name: withoutSlash(showName(nameOf(tree, at))) });
    if (at === 0) return way;
  }
}
