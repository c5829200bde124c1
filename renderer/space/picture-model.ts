/** The boxes of one view as something to walk through, point at and name. Without a DOM. */
import type { UsageView } from '../../shared/ipc-space';
import {
  BOX_KINDS,
  FATES,
  FILE_KINDS,
  GROWTHS,
  type BoxKind,
  type Fate,
  type FileKind,
  type GrowthStep,
} from '../../shared/usage-kinds';

export const NO_BOX = -1;

/** Of a file alone not all of the width is wanted. */
const FEWEST_COLUMNS = 3;

export class PictureModel {
  readonly view: UsageView;
  readonly names: readonly string[];
  /** The index of the box to the left, which this one lies in; NO_BOX for the first. */
  readonly parents: Int32Array;
  /** Indexes by column, from the top. */
  readonly columns: readonly (readonly number[])[];

  constructor(view: UsageView, growing = false) {
    this.view = view;
    this.names = view.boxes.names.split('\n');
    const { column } = view.boxes;
    this.parents = new Int32Array(column.length).fill(NO_BOX);
    const columns: number[][] = [];
    // Boxes come depth first, so the last one of the column before is the one it lies in.
    for (let box = 0; box < column.length; box += 1) {
      const own = column[box] ?? 0;
      this.parents[box] = columns[own - 1]?.at(-1) ?? NO_BOX;
      (columns[own] ??= []).push(box);
    }
    this.columns = columns;
    this.width = growing ? view.request.columns : Math.max(FEWEST_COLUMNS, columns.length);
  }

  /** Into how many columns the width is divided: no more than are needed, but the room that was asked for while it grows. */
  readonly width: number;

  get count(): number {
    return this.view.boxes.column.length;
  }

  /** The box at a place, or NO_BOX. `y` in the view's own pixels. */
  at(column: number, y: number): number {
    const { y: tops, height } = this.view.boxes;
    const boxes = this.columns[column] ?? [];
    let low = 0;
    let high = boxes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tops[boxes[middle] ?? 0] ?? 0) <= y) low = middle + 1;
      else high = middle;
    }
    const box = boxes[low - 1];
    if (box === undefined || y >= (tops[box] ?? 0) + (height[box] ?? 0)) return NO_BOX;
    return box;
  }

  /** The neighbour above or below in the same column, or the box itself at the end. */
  beside(box: number, step: 1 | -1): number {
    const boxes = this.columns[this.view.boxes.column[box] ?? 0] ?? [];
    return boxes[boxes.indexOf(box) + step] ?? box;
  }

  /** The topmost box inside, or the box itself. */
  firstIn(box: number): number {
    const next = this.columns[(this.view.boxes.column[box] ?? 0) + 1] ?? [];
    return next.find((each) => this.parents[each] === box) ?? box;
  }

  /** The box that stands for a node by itself, or within a chain; NO_BOX where it is not shown. */
  find(node: number): number {
    const { node: nodes, from } = this.view.boxes;
    for (let box = 0; box < this.count; box += 1) {
      if ((nodes[box] === node || from[box] === node) && this.kindOf(box) !== 'smaller') return box;
    }
    return NO_BOX;
  }

  /**
   * The same box in another view: what is focused stays so while the picture changes. In another tree, which has taken the
   * place of this one, it is that of the same path.
   */
  findSame(other: PictureModel, box: number): number {
    const { from, kind } = other.view.boxes;
    if (other.view.request.tree !== this.view.request.tree) {
      const path = other.pathOf(box);
      return (
        Array.from({ length: this.count }, (_, each) => each).find(
          (each) => this.view.boxes.kind[each] === kind[box] && this.pathOf(each) === path,
        ) ?? NO_BOX
      );
    }
    const { boxes } = this.view;
    for (let each = 0; each < this.count; each += 1) {
      if (boxes.from[each] === from[box] && boxes.kind[each] === kind[box]) return each;
    }
    return NO_BOX;
  }

  kindOf(box: number): BoxKind {
    return BOX_KINDS[this.view.boxes.kind[box] ?? 0] ?? 'other';
  }

  hueOf(box: number): FileKind {
    return FILE_KINDS[this.view.boxes.hue[box] ?? 0] ?? 'other';
  }

  growthOf(box: number): GrowthStep {
    return GROWTHS[this.view.boxes.grown[box] ?? 0] ?? 'unknown';
  }

  fateOf(box: number): Fate {
    return FATES[this.view.boxes.fate[box] ?? 0] ?? 'backed-up';
  }

  /** Full, and safe to show. Of `smaller` the folder that they are in. */
  pathOf(box: number): string {
    const names: string[] = [];
    for (let at = box; at !== NO_BOX; at = this.parents[at] ?? NO_BOX) {
      if (this.kindOf(at) !== 'smaller') names.unshift(this.names[at] ?? '');
    }
    return joinPath([...this.view.path.slice(0, -1).map(({ name }) => name), ...names]);
  }

  ruleOf(box: number): { line: number; text: string } | undefined {
    const line = this.view.boxes.line[box] ?? 0;
    return this.view.rules.find((rule) => rule.line === line);
  }

  /** From 0 to 1, of the whole tree. */
  shareOf(box: number): number {
    return this.view.whole > 0 ? (this.view.boxes.size[box] ?? 0) / this.view.whole : 0;
  }
}

export function joinPath(names: readonly string[]): string {
  return names.reduce((path, name) => {
    if (path === '') return name;
    return path.endsWith('/') ? path + name : `${path}/${name}`;
  }, '');
}
