/** Earlier sizes of the sample laptop. */
import { keepSizes, type KeptNode } from '../../electron/usage/kept-sizes';
import type { SampleSpace } from './sample-space';
import { NOW } from './sample-states';

/** As if 9 GB had come to Downloads and to a folder of films each since 1 November, and everything since October. */
export function growSample(space: SampleSpace): void {
  const { tree, seenBlocks } = space.measured;
  const now = keepSizes(tree, seenBlocks, tree.nodeCount);
  const nodes = now.nodes.map(([...node]): KeptNode => node);
  const smaller = (name: string, to: (blocks: number) => number): void => {
    const at = nodes.findIndex((node) => node[1] === name);
    const isWithin = (place: number): boolean =>
      place === at || (place > at && isWithin(nodes[place]?.[0] ?? -1));
    const gone = (nodes[at]?.[2] ?? 0) - to(nodes[at]?.[2] ?? 0);
    const share = 1 - gone / (nodes[at]?.[2] ?? 1);
    for (let place = at; place < nodes.length; place += 1) {
      const node = nodes[place];
      if (node !== undefined && isWithin(place)) node[2] *= share;
    }
    for (let above = nodes[at]?.[0] ?? -1; above >= 0; above = nodes[above]?.[0] ?? -1) {
      const node = nodes[above];
      if (node !== undefined) node[2] -= gone;
    }
  };
  smaller('Downloads', () => 0);
  smaller('2025 Alps', (blocks) => blocks - 9e9 / 512);
  space.lookedAt = NOW.getTime() / 1000;
  space.kept = [
    { at: Date.UTC(2026, 10, 1, 12) / 1000, sizes: { ...now, nodes } },
    { at: Date.UTC(2026, 9, 5, 12) / 1000, sizes: { nodes: [[-1, '/home/you', 0]], floor: 0 } },
  ];
}
