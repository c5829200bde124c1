/** The part of a restore that a killed one is gone on with: fetch, prove, place. What the journal has is not done again. */
import { success, type Result } from '../../shared/result';
import { packArchive } from './archive/pack';
import { fetchAndProve } from './fetch-and-prove';
import type { Going, RestoreOutcome } from './going';
import { placeAll } from './place-all';
import { readRecord, recordBegun, recordEnded, recordFailed, writeRecord } from './record';
import { removeStaging, stagedAt, stagingPaths } from './stage';

/** Fails as fetchFiles and proveStaged do: then all is as it was, and waits to be gone on with. */
export async function goOn(going: Going): Promise<Result<RestoreOutcome>> {
  const { journal, begun, steps, signal, plan } = going;
  const outcome: RestoreOutcome = {
    ...{ id: going.id, snapshot: begun.snapshot, cancelled: false },
    ...{ left: plan.left, own: plan.own, refused: [...plan.refused], followed: plan.followed },
    entered: plan.entered,
    ...{ placed: [], rotten: [], replaced: [], lost: [...going.settled.lost], notInFull: [], troubles: [] },
  };
  const before = readRecord(going.directory) ?? recordBegun(begun);
  const end = (open: boolean): Result<RestoreOutcome> => {
    if (!open) journal.write({ step: 'finished', at: new Date().toISOString() });
    writeRecord(going.directory, recordEnded(before, outcome, open));
    return success(outcome);
  };
  try {
    const { source } = going;
    if (source !== undefined && !steps.some(({ step }) => step === 'proven')) {
      const proven = await fetchAndProve(going, source, outcome);
      if (!proven.ok && !signal.aborted) {
        writeRecord(going.directory, recordFailed(before, proven.failure, true));
        return proven;
      }
      if (signal.aborted) {
        await giveUp(going, outcome);
        return end(false);
      }
      journal.write({ step: 'proven' });
      // A kill from here on must not take with it what only this attempt has seen.
      writeRecord(going.directory, { ...recordEnded(before, outcome, true), ...CUT_SHORT });
    }
    const packed = await packIfArchive(going, outcome);
    if (!packed.ok && !signal.aborted) {
      writeRecord(going.directory, recordFailed(before, packed.failure, true));
      return packed;
    }
    if (begun.mode.kind === 'archive' && signal.aborted) {
      await giveUp(going, outcome);
      return end(false);
    }
    going.emit({ phase: 'placing' });
    await placeAll(going, outcome);
    if (outcome.cancelled) return end(true);
    for (const { directory } of begun.stagings) await removeStaging(directory);
    return end(false);
  } finally {
    journal.close();
  }
}

const CUT_SHORT = { result: 'failed', failure: { code: 'restore-cut-short' } } as const;

/** Fails as packArchive does. */
async function packIfArchive(going: Going, outcome: RestoreOutcome): Promise<Result<undefined>> {
  const { begun, signal, emit } = going;
  const { mode } = begun;
  const [move] = begun.moves;
  if (mode.kind !== 'archive' || move === undefined) return success(undefined);
  const [fetched] = begun.stagings;
  const files = Buffer.from(stagingPaths.files(fetched?.directory ?? '')).toString('latin1');
  emit({ phase: 'packing', bytes: 0 });
  const packing = { files, wanted: move.wanted, waiting: stagedAt(begun, 0), file: mode.file, signal };
  const packed = await packArchive(packing, (bytes) => {
    emit({ phase: 'packing', bytes });
  });
  if (!packed.ok) return packed;
  outcome.refused.push(...packed.value.map((path) => ({ path, why: { kind: 'socket' } as const })));
  return success(undefined);
}

/** Nothing has been touched yet. */
async function giveUp({ begun }: Going, outcome: RestoreOutcome): Promise<void> {
  for (const { directory } of begun.stagings) await removeStaging(directory);
  outcome.cancelled = true;
}
