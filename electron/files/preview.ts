/** What the window wants back: as a restore takes it, and what that would do, as it is shown before it begins. */
import { Breather } from '../../process/breather';
import { MOST_NAMED, type RestorePreview, type WantedBack } from '../../shared/ipc-files';
import { failure, success, type Result } from '../../shared/result';
import { baseOf, joinBytes, lookAt, parentOf } from '../restore/bytes';
import { nameBeside, wordsBeside } from '../restore/name-beside';
import type { Move, RestoreMode } from '../restore/plan';
import type { RestoreRequest } from '../restore/look-at-snapshot';
import { previewRestore } from '../restore/preview';
import { toBytes } from '../exclude/list-text';
import type { Source } from '../restore/source';
import { checkPath } from './plain-path';
import { describeRefused } from './records';
import { shown } from './shown';

const TURN_MS = 15;

/** Fails as previewRestore does, and with request-refused where nobody waits for it any more. */
export async function describeWanted(
  request: RestoreRequest,
  signal: AbortSignal,
): Promise<Result<RestorePreview>> {
  const isAwaited = (): boolean => !signal.aborted;
  const looked = await previewRestore(request, signal);
  if (!isAwaited()) return notAwaited();
  if (!looked.ok) return looked;
  const { plan, files, size } = looked.value;
  const breather = new Breather(TURN_MS);
  const items: RestorePreview['items'] = [];
  const folders = new Set<string>();
  let takenCount = 0;
  for (const move of plan.moves) {
    await breather.breathe();
    if (!isAwaited()) return notAwaited();
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
    followed: plan.followed
      .slice(0, MOST_NAMED)
      .map(({ from, to }) => ({ from: shown(from), to: shown(to) })),
    entered: plan.entered.slice(0, MOST_NAMED).map(shown),
  });
}

function notAwaited(): Result<never> {
  return failure({ code: 'request-refused', detail: 'it is not looked at any more' });
}

/** As electron/restore/place.ts will name it, unless somebody is quicker with a name. */
function placeOf({ target, directory }: Move, taken: boolean, { mode, snapshot }: RestoreRequest): string {
  if (!taken || mode.kind === 'swap') return target;
  const words = wordsBeside(snapshot);
  for (let number = 1; ; number += 1) {
    const beside = joinBytes(parentOf(target), nameBeside(baseOf(target), words, number, directory));
    if (lookAt(beside) === undefined) return beside;
  }
}

/**
 * As a restore takes it. Fails with request-refused.
 *
 * @param folder the one that the token stands for; undefined where it stands for none
 */
export function requestFor(
  source: Source,
  { snapshot, paths, how }: WantedBack,
  folder: string | undefined,
): Result<RestoreRequest> {
  for (const path of paths) {
    const checked = checkPath(path);
    if (!checked.ok) return checked;
  }
  const mode: RestoreMode | undefined =
    how !== 'folder'
      ? { kind: how }
      : folder === undefined
        ? undefined
        : { kind: 'to', directory: toBytes(folder) };
  if (mode === undefined) return failure({ code: 'request-refused', detail: 'no such folder was chosen' });
  return success({ source, snapshot, paths: [...new Set(paths)], mode });
}
