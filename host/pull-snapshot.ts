/** Pulls all roots over the one connection, or says what it would pull. */
import type { Connection } from './connect-back';
import type { PullFindings } from './judge-pull';
import { emptyRootDirectory, isDirectory, listEarlier, type SnapshotPlan } from './prepare-partial';
import { pullRoot, type PullContext } from './pull-root';
import { success, type Result } from './result';
import { dryRunArguments, pullArguments, type WantedFile } from './rsync-command';
import { addStats, NO_STATS, type Stats } from './rsync-output';
import type { MovedRoot } from '../shared/request';
import { snapshotPaths, type MachinePaths } from './store-layout';

const MOST_TRIES = 5;

export interface SnapshotPull {
  paths: MachinePaths;
  plan: SnapshotPlan;
  roots: readonly string[];
  /** What some of them were called in the base. */
  moved: readonly MovedRoot[];
  connection: Connection;
  rsyncVersion: string;
  keepsNanoseconds: boolean;
}

export interface PulledSnapshot {
  stats: Stats;
  findings: PullFindings;
}

const MOST_PATHS = 1000;

/** `links`: trees to link from, the newest first. `wanted`: of each root, what is asked for, by one rsync each; undefined: all. */
export async function pullSnapshot(
  pull: SnapshotPull,
  links: readonly string[],
  context: PullContext,
  wanted?: ReadonlyMap<string, readonly WantedFile[]>,
): Promise<Result<PulledSnapshot>> {
  const { paths, plan } = pull;
  const partial = paths.partial(plan.snapshot);
  return pullRoots(pull, context, links, false, async (root, common) => {
    const into = { ...common, destination: await emptyRootDirectory(partial, root) };
    const parts = wanted?.get(root) ?? [undefined];
    return parts.map((part) => pullArguments(into, paths.unfinishedFiles, part));
  });
}

/** Against what the next run would have: an unfinished snapshot, and the base. A probe transfers nothing at all. */
export async function dryRunSnapshot(
  pull: SnapshotPull,
  isProbe: boolean,
  context: PullContext,
): Promise<Result<PulledSnapshot>> {
  const { paths, plan } = pull;
  const partial = plan.resumed === undefined ? undefined : paths.partial(plan.resumed);
  const known = [
    ...(partial === undefined ? [] : [snapshotPaths.files(partial)]),
    ...(partial === undefined
      ? []
      : (await listEarlier(partial)).map((n) => snapshotPaths.earlier(partial, n))),
    ...filesOfBase(pull),
  ];
  return pullRoots(pull, context, known, true, (_root, common) =>
    Promise.resolve([dryRunArguments({ ...common, destination: paths.nowhere }, isProbe)]),
  );
}

function filesOfBase({ paths, plan }: SnapshotPull): string[] {
  return plan.base === undefined ? [] : [paths.files(plan.base)];
}

interface CommonArguments {
  root: string;
  remoteShell: string;
  rsyncVersion: string;
  keepsNanoseconds: boolean;
  linkDests: string[];
}

async function pullRoots(
  pull: SnapshotPull,
  context: PullContext,
  links: readonly string[],
  isDryRun: boolean,
  argumentsFor: (root: string, common: CommonArguments) => Promise<string[][]>,
): Promise<Result<PulledSnapshot>> {
  const sum: PulledSnapshot = {
    stats: NO_STATS,
    findings: { unreadable: { count: 0, paths: [] }, vanished: 0 },
  };
  for (const root of outerFirst(pull.roots)) {
    const linkDests = await directoriesOf(root, links, pull.moved);
    const common = {
      root,
      remoteShell: pull.connection.remoteShell,
      rsyncVersion: pull.rsyncVersion,
      keepsNanoseconds: pull.keepsNanoseconds,
      linkDests,
    };
    const kind = { isDryRun, hasBase: linkDests.length > 0 };
    for (const args of await argumentsFor(root, common)) {
      const pulled = await pullRoot(root, args, kind, context);
      if (!pulled.ok) return pulled;
      sum.stats = addStats(sum.stats, pulled.value.stats);
      sum.findings = addFindings(sum.findings, pulled.value.findings);
    }
  }
  return success(sum);
}

/** A root that holds another one comes first, so that its --delete does not remove what the other one fetched. */
function outerFirst(roots: readonly string[]): string[] {
  return [...roots].sort((a, b) => a.length - b.length);
}

/** rsync warns about each --link-dest that is not there: a root that is new has none, but where it is called otherwise. */
async function directoriesOf(
  root: string,
  files: readonly string[],
  moved: readonly MovedRoot[],
): Promise<string[]> {
  const before = moved.find((one) => one.root === root)?.before;
  const names = before === undefined ? [root] : [root, before];
  const found = await Promise.all(
    files.map(async (directory) => {
      for (const name of names) {
        const place = `${directory}${name === '/' ? '' : name}`;
        if (await isDirectory(place)) return [place];
      }
      return [];
    }),
  );
  return found.flat();
}

function addFindings(a: PullFindings, b: PullFindings): PullFindings {
  return {
    unreadable: {
      count: a.unreadable.count + b.unreadable.count,
      paths: [...a.unreadable.paths, ...b.unreadable.paths].slice(0, MOST_PATHS),
    },
    vanished: a.vanished + b.vanished,
  };
}

/**
 * A file with many hard links reaches, snapshot by snapshot, the most that a file system allows for one inode (ext4: 65,000).
 * rsync dies of the link that is one too many. In the next try the first link to the full inode fails, and rsync fetches
 * that file anew, with an inode of its own: so each try takes one such file out of the way, and loses nothing of the others.
 * @param pull with the trees to link from
 * @param setAside makes what has arrived a tree to link from, and returns all of them
 */
export async function pullUntilLinksFit(
  pull: (trees: readonly string[]) => Promise<Result<PulledSnapshot>>,
  trees: readonly string[],
  setAside: () => Promise<string[]>,
  log: (words: string) => void,
): Promise<Result<PulledSnapshot>> {
  let pulled = await pull(trees);
  for (let tries = 1; tries < MOST_TRIES; tries += 1) {
    if (pulled.ok || pulled.failure.code !== 'too-many-links') break;
    log(`${pulled.failure.path} has as many hard links in the store as it can: it is stored anew`);
    pulled = await pull(await setAside());
  }
  return pulled;
}
