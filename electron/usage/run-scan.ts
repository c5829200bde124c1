/** One worker's part in a scan: take a directory, list it, record it, until there is none left or it is cancelled. */
import type { Listing, ListingEngine } from './listing';
import { PathBuilder } from './node-path';
import { recordDirectory, type LinkRecords, type Problem, type Recorded } from './record-directory';
import { ScanControl } from './scan-control';
import { FLAGS } from './scanned-tree';
import { ColumnWriter, TreeTooLarge } from './shared-columns';
import type { ScanTask } from './worker-messages';

export interface ScanPart {
  /** False: the scan had ended before this worker was ready. */
  joined: boolean;
  links: LinkRecords;
  problems: Problem[];
  tooLarge: boolean;
}

/** `listing` is the worker's own, used again in each scan. */
export function runScan(engine: ListingEngine, listing: Listing, task: ScanTask): ScanPart {
  const control = new ScanControl(task.control);
  const part: ScanPart = { joined: false, links: { words: [], values: [] }, problems: [], tooLarge: false };
  if (!control.join(task.startsWithRoots)) return part;
  part.joined = true;
  try {
    new ScanWorker(engine, listing, task, control, part).run();
  } catch (error) {
    control.cancel();
    if (!(error instanceof TreeTooLarge)) throw error;
    part.tooLarge = true;
  }
  return part;
}

class ScanWorker {
  private readonly engine: ListingEngine;
  private readonly task: ScanTask;
  private readonly control: ScanControl;
  private readonly writer: ColumnWriter;
  private readonly listing: Listing;
  private readonly path = new PathBuilder();
  private readonly recorded: Recorded;
  private readonly isCancelled = (): boolean => this.control.cancelled;

  constructor(engine: ListingEngine, listing: Listing, task: ScanTask, control: ScanControl, part: ScanPart) {
    this.engine = engine;
    this.listing = listing;
    this.task = task;
    this.control = control;
    this.writer = new ColumnWriter(task.columns);
    this.recorded = { directories: [], problems: part.problems, links: part.links };
  }

  run(): void {
    const { control } = this;
    const own = this.recorded.directories;
    if (this.task.startsWithRoots && !control.cancelled) this.enterRoots();
    for (;;) {
      const node = own.pop();
      if (node === undefined) {
        const taken = control.take();
        if (taken.length === 0) return;
        for (const directory of taken) own.push(directory);
        continue;
      }
      if (control.cancelled) return;
      this.enter(node);
      if (own.length > 1 && control.wantsWork) control.share(own);
    }
  }

  /** The roots have their names already. */
  private enterRoots(): void {
    const { listing, control, recorded } = this;
    for (const [position, root] of this.task.roots.entries()) {
      this.path.build(this.writer.columns, root);
      this.engine.stat(this.path.bytes, this.path.length, listing);
      const { flags, blocks, size, mtime } = this.writer.columns;
      const flag = listing.flags[0] ?? 0;
      flags[root] = flag;
      if ((flag & FLAGS.statFailed) !== 0) {
        recorded.problems.push({ node: root, kind: 'stat', errno: listing.problem[0] ?? 0, count: 1 });
        continue;
      }
      control.devices[position] = listing.device[0] ?? 0;
      blocks[root] = listing.blocks[0] ?? 0;
      size[root] = listing.size[0] ?? 0;
      mtime[root] = listing.mtime[0] ?? 0;
      const isDirectory = (flag & FLAGS.directory) !== 0;
      if (isDirectory) recorded.directories.push(root);
      control.add(this.task.worker, isDirectory ? 'directories' : 'files', 1);
      control.add(this.task.worker, 'blocks', blocks[root] ?? 0);
      control.add(this.task.worker, 'size', size[root] ?? 0);
    }
    // The first root given is the first one looked at.
    recorded.directories.reverse();
  }

  private enter(node: number): void {
    const { control, writer, path, listing, task, recorded } = this;
    // Another worker may have recorded it, and grown the columns for that.
    writer.reserve(control.nodes, control.nameBytes);
    path.build(writer.columns, node);
    const root = task.roots.indexOf(path.root);
    const listed = this.engine.list(
      {
        path: path.bytes,
        length: path.length,
        inOrder: task.inOrder,
        mounted: node === path.root || !task.oneFileSystem,
        isCancelled: this.isCancelled,
      },
      listing,
    );
    const { flags, blocks, size } = writer.columns;
    if (listed.kernel) {
      flags[node] = (flags[node] ?? 0) | FLAGS.mountPoint;
      blocks[node] = size[node] = 0;
      return;
    }
    if (listed.problem !== 0) {
      flags[node] = (flags[node] ?? 0) | FLAGS.unreadable;
      recorded.problems.push({ node, kind: 'list', errno: listed.problem, count: 1 });
      control.add(task.worker, 'problems', 1);
    }
    recordDirectory(
      node,
      listing,
      {
        writer,
        control,
        worker: task.worker,
        oneFileSystem: task.oneFileSystem,
        alsoDevices: task.alsoDevices,
        device: control.devices[root] ?? 0,
        path,
      },
      recorded,
    );
  }
}
