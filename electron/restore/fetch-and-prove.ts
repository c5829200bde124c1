/** All that waits is what was backed up, or is named: nothing has its name yet. */
import { success, type Result } from '../../shared/result';
import { fetchFiles } from './fetch';
import type { Going, RestoreOutcome } from './going';
import { mendStaged } from './mend-staged';
import { proveStaged, type Proof } from './prove';
import { settledBelow } from './settle-rotten';
import type { Source } from './source';
import { bytesOfEntries } from './stage';

/** Fails as fetchFiles, mendStaged and proveStaged do. */
export async function fetchAndProve(
  going: Going,
  source: Source,
  outcome: RestoreOutcome,
): Promise<Result<undefined>> {
  const { begun, listed, entries, settled, signal, emit } = going;
  const { snapshot } = begun;
  const recorded = begun.mode.kind === 'archive';
  const filled = begun.stagings.filter(({ moves }) => moves.length > 0);
  const wantedOf = (moves: readonly number[]): string[] =>
    moves.flatMap((number) => begun.moves[number]?.wanted ?? []);
  const ofBytes = bytesOfEntries(
    begun.moves.flatMap(({ wanted }) => wanted),
    listed,
  );
  let before = 0;
  for (const { directory, moves } of filled) {
    const wanted = wantedOf(moves);
    const fetching = { source, snapshot, directory, wanted, entries: listed, recorded, signal };
    const fetched = await fetchFiles(fetching, ({ bytes, rate }) => {
      emit({ phase: 'fetching', bytes: before + bytes, ofBytes, rate });
    });
    if (!fetched.ok) return fetched;
    outcome.troubles.push(...fetched.value);
    before += bytesOfEntries(wanted, listed);
    const its = settledBelow(settled, wanted, listed);
    const mended = await mendStaged(fetching, its);
    if (!mended.ok) return mended;
    outcome.troubles.push(...mended.value.troubles);
    outcome.notInFull.push(...mended.value.notInFull);
    outcome.lost.push(...mended.value.lost);
    for (const [path, { snapshot: from }] of its.replacements) {
      if (!mended.value.lost.includes(path)) outcome.replaced.push({ path, snapshot: from });
    }
  }
  for (const { directory, moves } of filled) {
    const lost = new Set(outcome.lost);
    const fetching = {
      ...{ source, snapshot, directory, wanted: wantedOf(moves), recorded, signal },
      entries: new Map([...entries].filter(([path]) => !lost.has(path))),
      apart: new Set([...settled.replacements.keys(), ...outcome.lost]),
    };
    const proven = await proveOrAbort(
      () =>
        proveStaged(fetching, (files) => {
          emit({ phase: 'proving', files, ofFiles: entries.size });
        }),
      signal,
    );
    if (!proven.ok) return proven;
    outcome.rotten.push(...proven.value.rotten);
    outcome.notInFull.push(...proven.value.notInFull);
  }
  return success(undefined);
}

/** An abort in the middle of a file throws; whoever waits looks at the signal. */
async function proveOrAbort(
  prove: () => Promise<Result<Proof>>,
  signal: AbortSignal,
): Promise<Result<Proof>> {
  try {
    return await prove();
  } catch (error) {
    if (signal.aborted) return success({ rotten: [], notInFull: [] });
    throw error;
  }
}
