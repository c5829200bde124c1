/**
 * Proves that what is kept is what the laptop has: a few files that both sides believe unchanged come once more over the
 * open connection, without a base, and are compared with the store, byte for byte. A proof that fails fails no backup.
 */
import { lstatSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readRegularBytes } from '../../process/read-file';
import type { Proof } from '../../shared/proof';
import { formatWantedNames } from '../../shared/wanted-names';
import { anySignal } from '../../process/any-signal';
import { startProgram } from '../../process/start-program';
import { endOf, readLines } from '../../process/read-lines';
import type { Job } from '../job';
import type { PullContext } from '../pull-root';
import type { SnapshotPull } from '../pull-snapshot';
import type { MachineContent } from '../read-machine';
import { removeTree } from '../remove-tree';
import { messageOf } from '../result';
import { proveArguments, type WantedFile } from '../rsync-command';
import { inTurn, isRefusal } from '../session-in-turn';
import { snapshotPaths } from '../store-layout';
import { chooseSample, shortName, type Sampled } from './choose-sample';
import { FetchBound, largestOf } from './fetch-bound';
import { bytesBelow } from './inode-at';
import { hasIncludeRules, sampleRules } from './sample-rules';
import { readVerifyState, writeVerifyState, type BadFile } from './verify-state';
import { namePaths } from './verified-report';

const LIMIT_MS = 5 * 60_000;

type Verdict = 'same' | 'moved' | 'laptop-differs' | 'store-differs';

/** Call it after the last root was pulled, while the connection is open. Rejects only when the signal is aborted. */
export async function proveSample(
  pull: SnapshotPull,
  content: MachineContent,
  { excludeList, extension: { takesNames = false } }: Job['request'],
  context: PullContext,
): Promise<Proof> {
  const { paths } = pull;
  const proof: Proof = { files: 0, bytes: 0, different: { count: 0, paths: [] } };
  try {
    const sample = choose(pull, content);
    if (sample.length === 0) return proof;
    const kind = hasIncludeRules(excludeList) ? 'names' : 'rules';
    if (kind === 'names' && !takesNames) return { ...proof, unproven: 'include-rules' };
    await removeTree(paths.proving);
    const verdicts = await fetchAndCompare(pull, sample, kind, context);
    remember(pull, verdicts);
    const same = verdicts.filter(({ verdict }) => verdict === 'same');
    const different = verdicts.filter(({ verdict }) => verdict.endsWith('differs'));
    return {
      files: same.length,
      bytes: same.reduce((sum, { entry }) => sum + entry.size, 0),
      different: namePaths(different.map(({ entry }) => entry.path)),
    };
  } catch (error) {
    context.signal.throwIfAborted();
    context.log(`nothing could be proven: ${messageOf(error)}`);
    return { ...proof, unproven: 'failed' };
  } finally {
    await removeTree(paths.proving).catch(() => undefined);
  }
}

function choose({ paths, plan, roots }: SnapshotPull, { complete }: MachineContent): Sampled[] {
  if (plan.base === undefined) return [];
  const proven = new Set(readVerifyState(paths).proven);
  return chooseSample(paths, complete, plan.base, paths.partial(plan.snapshot), roots, proven);
}

async function fetchAndCompare(
  pull: SnapshotPull,
  sample: readonly Sampled[],
  kind: WantedFile['kind'],
  context: PullContext,
): Promise<(Sampled & { verdict: Verdict })[]> {
  const { paths, plan, keepsNanoseconds } = pull;
  const files = snapshotPaths.files(paths.partial(plan.snapshot));
  const roots = [...new Set(sample.map(({ root }) => root))];
  const verdicts: (Sampled & { verdict: Verdict })[] = [];
  await mkdir(paths.proving, { mode: 0o700 });
  for (const [number, root] of roots.entries()) {
    const ofRoot = sample.filter((sampled) => sampled.root === root);
    const destination = join(paths.proving, String(number));
    const file = join(context.directory.path, `sample-${number}`);
    await mkdir(destination, { mode: 0o700 });
    await writeFile(file, sayWanted(kind, ofRoot), { mode: 0o600 });
    await fetchSample(pull, root, { kind, file }, destination, ofRoot, context);
    for (const sampled of ofRoot) {
      const kept = bytesBelow(files, sampled.entry.path);
      const verdict = compare(sampled, kept, bytesBelow(destination, sampled.below), keepsNanoseconds);
      verdicts.push({ ...sampled, verdict });
    }
  }
  return verdicts;
}

function sayWanted(kind: WantedFile['kind'], sample: readonly Sampled[]): Buffer {
  const paths = sample.map(({ below }) => below);
  if (kind === 'rules') return sampleRules(paths);
  const names = formatWantedNames(paths);
  if (typeof names !== 'string') throw new Error(names.reason);
  return Buffer.from(names, 'latin1');
}

/** @throws where rsync did not come to a good end; files that vanish or cannot be read are no such thing */
async function fetchSample(
  pull: SnapshotPull,
  root: string,
  wanted: WantedFile,
  destination: string,
  sample: readonly Sampled[],
  { rsync, directory, signal }: PullContext,
): Promise<void> {
  const { connection, rsyncVersion, keepsNanoseconds } = pull;
  const bound = new FetchBound(destination, sample);
  const either = anySignal([signal, bound.signal, AbortSignal.timeout(LIMIT_MS)]);
  const args = proveArguments(
    {
      ...{ root, remoteShell: connection.remoteShell, linkDests: [], destination },
      ...{ rsyncVersion, keepsNanoseconds },
    },
    wanted,
    largestOf(sample),
  );
  const { status, last } = await inTurn(async () => {
    // Of any number of words, the last say it.
    const heard: { last?: string; refused: boolean } = { refused: false };
    const program = await startProgram({ ownSession: true, file: rsync, signal: either, args });
    directory.recordChild(program.identity);
    readLines(program.stdout, 'utf8', () => undefined);
    readLines(program.stderr, 'utf8', (line) => {
      heard.last = line;
      heard.refused ||= isRefusal(line);
    });
    const { status } = await program.ended;
    await Promise.all([endOf(program.stdout), endOf(program.stderr)]);
    return { value: { status, last: heard.last }, refused: heard.refused && status !== 0 };
  }, either);
  bound.stop();
  if (bound.isExceeded()) throw new Error('the laptop sent more than the files that it was asked for have');
  if (status !== 0 && status !== 23 && status !== 24) throw new Error(last ?? 'rsync was ended');
}

/** What of the two is not as it was is told by the recorded checksum. */
function compare({ entry }: Sampled, kept: Buffer, fetched: Buffer, keepsNanoseconds: boolean): Verdict {
  const mine = lstatSync(kept, { throwIfNoEntry: false });
  const its = lstatSync(fetched, { throwIfNoEntry: false });
  if (mine?.isFile() !== true || its?.isFile() !== true || mine.size !== its.size) return 'moved';
  const time = (milliseconds: number): number =>
    keepsNanoseconds ? milliseconds : Math.floor(milliseconds / 1000);
  if (time(mine.mtimeMs) !== time(its.mtimeMs)) return 'moved';
  const content = readRegularBytes(kept);
  if (content.equals(readRegularBytes(fetched))) return 'same';
  const sha256 = createHash('sha256').update(content).digest('hex');
  return sha256 === entry.sha256 ? 'laptop-differs' : 'store-differs';
}

/** What differs comes anew with the next backup, whichever side it is that is wrong. */
function remember({ paths }: SnapshotPull, verdicts: readonly (Sampled & { verdict: Verdict })[]): void {
  const state = readVerifyState(paths);
  for (const { entry, recordedIn, verdict } of verdicts) {
    const { path, size, mtimeMs, sha256 } = entry;
    if (verdict === 'same') state.proven.push(shortName(path));
    if (verdict === 'laptop-differs' && !state.refetch.includes(path)) state.refetch.push(path);
    const isKnown = state.bad.some((bad) => bad.snapshot === recordedIn && bad.path === path);
    if (verdict !== 'store-differs' || isKnown) continue;
    const bad: BadFile = {
      ...{ snapshot: recordedIn, path, size, mtimeMs, kind: 'rot', expected: sha256, found: null },
      at: new Date().toISOString(),
    };
    state.bad.push(bad);
  }
  state.proven = [...new Set(state.proven)];
  writeVerifyState(paths, state);
}
