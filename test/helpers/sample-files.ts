/** The Files view's other end in a test: a small home in a dozen snapshots, answered from memory. */
import type {
  Backups,
  FileRow,
  FilesAccess,
  FilesDestination,
  FilesSnapshot,
  FoundFile,
  FolderRequest,
  Folder,
  FileVersion,
  FilesOutput,
  RestorePreview,
  RestoreRecord,
  RestoreState,
  WantedBack,
} from '../../shared/ipc-files';
import { failure, success, type Result } from '../../shared/result';
import { formatSnapshotName } from '../../shared/snapshot-name';
import type { Answers, WindowDouble } from './window-double';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** As sample-states.ts has it. */
const NOW = Date.parse('2026-11-22T18:30:00.000Z');
/** Hours ago, the oldest first. */
const MADE = [41 * 24, 27 * 24, 20 * 24, 12 * 24, 8 * 24, 6 * 24, 99, 75, 51, 27, 9, 3];
export const SNAPSHOTS: readonly string[] = MADE.map((hours) =>
  formatSnapshotName(new Date(NOW - hours * HOUR)),
);
const LATEST = SNAPSHOTS.length - 1;

interface Past {
  /** Places among SNAPSHOTS: from the first to the last that has it so. */
  from: number;
  to: number;
  size: number;
  /** Days before NOW. */
  days: number;
}

interface Sample {
  path: string;
  kind: FileRow['kind'];
  past: Past[];
  isHere: boolean;
  target?: string;
}

const folder = (path: string, to = LATEST): Sample => ({
  ...{ path, kind: 'directory', isHere: to === LATEST },
  past: [{ from: 0, to, size: 0, days: 14 }],
});
const file = (path: string, past: Past[], isHere = true): Sample => ({ path, kind: 'file', past, isHere });
const always = (path: string, size: number, days: number): Sample =>
  file(path, [{ from: 0, to: LATEST, size, days }]);

const HOME = '/home/you';
const DOCUMENTS = `${HOME}/Documents`;
const REPORT = `${DOCUMENTS}/report.odt`;
/** Of a hundred thousand. */
export const LARGE = `${HOME}/Pictures/Archive`;
const LARGE_COUNT = 100_000;
/** Empty. */
const EMPTY = `${HOME}/Templates`;

const TREE: Sample[] = [
  ...['/home', HOME, DOCUMENTS, `${HOME}/Music`, `${HOME}/Pictures`, LARGE, EMPTY].map((path) =>
    folder(path),
  ),
  folder(`${DOCUMENTS}/Letters`, 9),
  folder(`${DOCUMENTS}/Thesis`),
  always(`${DOCUMENTS}/Letters/landlord.odt`, 21_400, 60),
  always(`${DOCUMENTS}/Thesis/chapter 1.odt`, 1_240_000, 33),
  file(
    REPORT,
    [
      { from: 1, to: 4, size: 31_200, days: 28.3 },
      { from: 5, to: 7, size: 38_400, days: 6.4 },
      { from: 8, to: 9, size: 41_300, days: 2.2 },
    ],
    false,
  ),
  file(`${DOCUMENTS}/budget.ods`, [
    { from: 0, to: 8, size: 11_800, days: 50 },
    { from: 9, to: LATEST, size: 12_100, days: 1.3 },
  ]),
  always(`${DOCUMENTS}/lease 2024.pdf`, 884_000, 410),
  always(`${DOCUMENTS}/notes.txt`, 2100, 9),
  always(`${DOCUMENTS}/סיכום פגישה.docx`, 64_000, 21),
  always(
    `${DOCUMENTS}/Minutes of the general assembly of the allotment society, autumn 2025.odt`,
    51_000,
    300,
  ),
  { ...always(`${DOCUMENTS}/current`, 0, 30), kind: 'link', target: 'Thesis' },
  always(`${HOME}/Pictures/lake.jpg`, 4_310_000, 90),
];

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';
const indexOf = (snapshot: string): number => SNAPSHOTS.indexOf(snapshot);
const pastIn = (sample: Sample, snapshot: string): Past | undefined => {
  const at = indexOf(snapshot);
  return sample.past.find(({ from, to }) => from <= at && at <= to);
};
const ago = (days: number): number => NOW - days * DAY;
const find = (path: string): Sample | undefined => TREE.find((one) => one.path === path);

/** What its files and folders are called. */
export const FILE_NAMES: ReadonlySet<string> = new Set(TREE.map(({ path }) => nameOf(path)));

/** A disk here; a host that is open, and one that is not. */
const DISK: FilesAccess = { is: 'open', name: '/media/you/backup', until: null, only: null };
export const OPENED: FilesAccess = {
  ...{ is: 'open', name: 'backup-host', only: null },
  until: new Date(NOW + 14 * 60_000).toISOString(),
};
export const LOCKED: FilesAccess = {
  ...{ is: 'locked', host: 'backup-host', ended: null },
  commands: ['latchkey-host --grant-restore', 'sudo -u bak latchkey-host --grant-restore'],
};

export const RUNNING: RestoreState = {
  ...{ is: 'running', doing: 'restore', snapshot: SNAPSHOTS[9] ?? '', phase: 'fetching' },
  ...{ done: 1_240_000, of: 2_100_000, secondsLeft: 100, cancelling: false },
};

export function recordOf(change: Partial<RestoreRecord> = {}): RestoreRecord {
  return {
    ...{ id: 'r1', at: new Date(NOW - 20_000).toISOString(), snapshot: SNAPSHOTS[9] ?? '' },
    ...{ result: 'completed', how: 'beside', placed: [{ as: REPORT, aside: null }], placedCount: 1, left: 0 },
    ...{
      refused: [],
      followed: [],
      entered: [],
      rotten: [],
      replaced: [],
      lost: [],
      notInFull: [],
      notInFullCount: 0,
      failure: null,
    },
    ...{ undoable: true, undone: false },
    ...change,
  };
}

const LINKED = { from: `${HOME}/Music`, to: '/data/music' };
const MOUNTED = `${HOME}/Pictures/Camera`;

/** With something of everything that can go wrong. */
export const PARTIAL = recordOf({
  ...{ result: 'partial', how: 'swap', placedCount: 5, left: 2 },
  placed: [
    { as: `${DOCUMENTS}/budget.ods`, aside: `${DOCUMENTS}/budget (before restore).ods` },
    ...['a', 'b', 'c', 'd'].map((name) => ({ as: `${DOCUMENTS}/${name}.txt`, aside: null })),
  ],
  refused: [{ name: `${DOCUMENTS}/sda`, why: { kind: 'device' } }],
  ...{ followed: [LINKED], entered: [MOUNTED] },
  rotten: [`${HOME}/Pictures/lake.jpg`],
  notInFull: [`${DOCUMENTS}/shared.odt`],
  notInFullCount: 1,
});

export class SampleFiles {
  access: FilesAccess = DISK;
  /** Of several, and the one that is looked at. */
  destinations: FilesDestination[] = [];
  turnedTo = 'backup';
  /** What the search finds at another destination, beside all else. */
  elsewhere: FoundFile[] = [];
  none = false;
  state: RestoreState = { is: 'idle', unfinished: null, last: null };
  records: RestoreRecord[] = [];
  /** Where what is gone lies now. */
  moved: FilesOutput<'files.moved'> = null;
  double: WindowDouble | undefined;

  get backups(): Backups {
    const isOpen = this.access.is === 'open' && !this.none;
    return {
      ...{ destinations: this.destinations, destination: this.turnedTo, access: this.access },
      ...{ snapshots: isOpen ? this.#snapshots() : [], start: DOCUMENTS },
    };
  }

  /** Tells the window of a restore. */
  async tell(state: RestoreState): Promise<void> {
    this.state = state;
    await this.double?.tell('files.restoring', state);
  }

  get answers(): Answers {
    return {
      'files.backups': () => success(this.backups),
      'files.turn-to': (name) => {
        this.turnedTo = name;
        const is = this.destinations.find((one) => one.name === name)?.is;
        this.access = is === 'locked' ? LOCKED : DISK;
        return success(this.backups);
      },
      'files.unlock': () => {
        this.access = OPENED;
        return success(this.backups);
      },
      'files.lock': () => {
        this.access = LOCKED;
        return success(null);
      },
      'files.copy-command': () => success(null),
      'files.folder': (request) => this.#folder(request),
      'files.versions': ({ path }) => success(versionsOf(path)),
      'files.moved': () => success(this.moved),
      'files.find': ({ text, onlyGone }) => {
        const here = findAll(text, onlyGone).map((one) => ({ ...one, elsewhere: null }));
        return success({ found: [...here, ...this.elsewhere], more: false });
      },
      'files.look': ({ path }) =>
        success(
          path.endsWith('.txt')
            ? { as: 'text', text: 'Milk\nBread\nשלום\n', cut: false }
            : path.endsWith('.jpg')
              ? { as: 'picture', type: 'image/png', base64: PIXEL }
              : { as: 'nothing', why: 'other-kind' },
        ),
      'files.open-copy': () => success(null),
      'files.choose-folder': () => success({ token: 't1', shown: '/home/you/Rescue' }),
      'files.preview': (wanted) => success(previewOf(wanted)),
      'files.restore': async () => {
        await this.tell(RUNNING);
        return success(null);
      },
      'files.cancel': () => success(null),
      'files.resume': () => success(null),
      'files.undo': () => success({ removed: 1, returned: 0, kept: [], refused: [] }),
      'files.state': () => success(this.state),
      'files.records': ({ most }) => success(this.records.slice(0, most)),
      'files.show': () => success(null),
    };
  }

  #snapshots(): FilesSnapshot[] {
    return SNAPSHOTS.map((snapshot, index) => ({
      ...{ snapshot, at: new Date(NOW - (MADE[index] ?? 0) * HOUR).toISOString(), latest: index === LATEST },
      ...{ pinned: index === 2 ? 'before the move' : null, looksWrong: index === 6 },
      ...{ files: 231_204, bytes: 96_400_000_000, gaps: index === 5 ? 3 : 0 },
    })).reverse();
  }

  #folder(request: FolderRequest): Result<Folder> {
    const { path, snapshot, from, most, at } = request;
    const itself = find(path);
    if (path !== '/' && (itself === undefined || pastIn(itself, snapshot) === undefined)) {
      const last = SNAPSHOTS[itself?.past.at(-1)?.to ?? -1] ?? null;
      return failure({ code: 'restore-no-path', path, last });
    }
    const way = path === '/' ? [''] : path.split('/');
    const steps = way.map((name, index) => ({ path: way.slice(0, index + 1).join('/') || '/', name }));
    if (path === LARGE) {
      const length = Math.min(most, LARGE_COUNT - from);
      return success({
        way: steps,
        count: LARGE_COUNT,
        place: at === undefined ? null : Number(/IMG_(\d+)/.exec(at)?.[1]),
        rows: Array.from({ length }, (_, index) => largeRow(from + index)),
      });
    }
    const rows = TREE.filter((one) => parentOf(one.path) === path && one.path !== '/').flatMap((one) => {
      const past = pastIn(one, snapshot);
      return past === undefined ? [] : [rowOf(one, past)];
    });
    rows.sort(comparing(request));
    const place = rows.findIndex((row) => row.path === at);
    const part = rows.slice(from, from + most);
    return success({ way: steps, count: rows.length, place: place < 0 ? null : place, rows: part });
  }
}

function largeRow(index: number): FileRow {
  const name = `IMG_${String(index).padStart(6, '0')}.jpg`;
  return {
    ...{ path: `${LARGE}/${name}`, name, kind: 'file', size: 3_000_000 + index, mtimeMs: ago(200) },
    ...{ target: null, now: index % 1000 === 7 ? 'gone' : 'same', above: false },
  };
}

function rowOf(one: Sample, past: Past): FileRow {
  const { path, kind, isHere, target } = one;
  const isLast = past === one.past.at(-1);
  return {
    ...{ path, name: nameOf(path), kind, size: past.size, mtimeMs: ago(past.days), target: target ?? null },
    now: !isHere ? 'gone' : kind === 'directory' ? 'folder' : isLast ? 'same' : 'changed',
    above: path === '/home',
  };
}

const NOW_ORDER = ['gone', 'changed', 'same', 'folder'];

function comparing({ order, descending }: FolderRequest): (one: FileRow, other: FileRow) => number {
  const by = (one: FileRow, other: FileRow): number => {
    if (order === 'size') return one.size - other.size;
    if (order === 'time') return one.mtimeMs - other.mtimeMs;
    if (order === 'now' && one.now !== other.now)
      return NOW_ORDER.indexOf(one.now) - NOW_ORDER.indexOf(other.now);
    const folders = Number(other.kind === 'directory') - Number(one.kind === 'directory');
    return folders === 0 ? one.name.localeCompare(other.name) : folders;
  };
  return (one, other) => (descending ? by(other, one) : by(one, other));
}

function versionsOf(path: string): {
  now: { kind: FileRow['kind']; size: number; mtimeMs: number } | null;
  versions: FileVersion[];
} {
  const one = find(path);
  const last = one?.past.at(-1);
  if (one === undefined || last === undefined) return { now: null, versions: [] };
  return {
    now: one.isHere ? { kind: one.kind, size: last.size, mtimeMs: ago(last.days) } : null,
    versions: one.past
      .map((past) => ({
        ...{
          first: SNAPSHOTS[past.from] ?? '',
          last: SNAPSHOTS[past.to] ?? '',
          snapshots: past.to - past.from + 1,
        },
        ...{ path, name: nameOf(path), kind: one.kind, size: past.size, mtimeMs: ago(past.days) },
        ...{ target: one.target ?? null, isNow: one.isHere && past === last },
      }))
      .reverse(),
  };
}

function findAll(text: string, onlyGone: boolean) {
  return TREE.filter(
    ({ path, isHere }) => nameOf(path).toLowerCase().includes(text.toLowerCase()) && !(onlyGone && isHere),
  ).map(({ path, kind, past, isHere }) => ({
    ...{ path, name: nameOf(path), folder: parentOf(path), directory: kind === 'directory', gone: !isHere },
    ...{ first: SNAPSHOTS[past[0]?.from ?? 0] ?? '', last: SNAPSHOTS[past.at(-1)?.to ?? 0] ?? '' },
  }));
}

function previewOf({ snapshot, paths, how, folder }: WantedBack): RestorePreview {
  const all = paths.map((path) => ({ path, one: find(path) }));
  const isTaken = (one: Sample | undefined): boolean => how !== 'folder' && one?.isHere === true;
  const kept = all.filter(({ one }) => how !== 'only-missing' || !isTaken(one));
  const items = kept.map(({ path, one }) => ({
    name: nameOf(path),
    as:
      folder !== null
        ? `/home/you/Rescue/${nameOf(path)}`
        : isTaken(one) && how === 'beside'
          ? path.replace(/(\.\w+)?$/, ' (from 21 Nov 15.30)$1')
          : path,
    taken: isTaken(one),
  }));
  return {
    files: kept.length,
    bytes: kept.reduce((sum, { one }) => sum + ((one && pastIn(one, snapshot)?.size) ?? 3_000_000), 0),
    items: items.slice(0, 100),
    itemCount: items.length,
    takenCount: items.filter(({ taken }) => taken).length,
    into: folder !== null ? '/home/you/Rescue' : parentOf(paths[0] ?? '/'),
    left: all.length - kept.length,
    refused: [],
    followed: paths.includes(LINKED.from) ? [LINKED] : [],
    entered: how === 'swap' && paths.includes(LINKED.from) ? [MOUNTED] : [],
  };
}

/** A grey picture of 8 by 8. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAADklEQVR42mOYBgUMlDEARpMlgQ5YsGIAAAAASUVORK5CYII=';
