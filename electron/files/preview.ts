/** What a restore would do, as the window shows it before it begins. */
import { Breather } from '../../process/breather';
import { MOST_NAMED, type RestorePreview } from '../../shared/ipc-files';
import { success, type Result } from '../../shared/result';
import { parseSnapshotName } from '../../shared/snapshot-name';
import { baseOf, joinBytes, lookAt, parentOf } from '../restore/bytes';
import { fromWhen, nameBeside } from '../restore/name-beside';
import type { Move } from '../restore/plan';
import { previewRestore, type RestoreRequest } from '../restore/restore';
import { describeRefused } from './records';
import { shown } from './shown';

const TURN_MS = 15;

/** Fails as previewRestore does. */
export async function describeWanted(
  request: RestoreRequest,
  signal: AbortSignal,
): Promise<Result<RestorePreview>> {
  const looked = await previewRestore(request, signal);
  if (!looked.ok) return looked;
  const { plan, files, size } = looked.value;
  const breather = new Breather(TURN_MS);
  const items: RestorePreview['items'] = [];
  const folders = new Set<string>();
  let takenCount = 0;
  for (const move of plan.moves) {
    await breather.breathe(signal);
    const taken = lookAt(move.target) !== undefined;
    takenCount += Number(taken);
    folders.add(parentOf(move.target));
    if (items.length < MOST_NAMED) {
      items.push({ name: shown(baseOf(move.source)), as: shown(placeOf(move, taken, request)), taken });
    }
  }
  const [into = '', ...others] = folders;
  return success({
    ...{ files, bytes: size, items, itemCount: plan.moves.length, takenCount, left: plan.left.length },
    into: folders.size > 0 && others.length === 0 ? shown(into) : null,
    refused: describeRefused(plan.refused).slice(0, MOST_NAMED),
  });
}

/** As electron/restore/place.ts will name it, unless somebody is quicker with a name. */
function placeOf({ target, directory }: Move, taken: boolean, { mode, snapshot }: RestoreRequest): string {
  if (!taken || mode.kind === 'swap') return target;
  const words = fromWhen(parseSnapshotName(snapshot) ?? new Date(), new Date());
  for (let number = 1; ; number += 1) {
    const beside = joinBytes(parentOf(target), nameBeside(baseOf(target), words, number, directory));
    if (lookAt(beside) === undefined) return beside;
  }
}
