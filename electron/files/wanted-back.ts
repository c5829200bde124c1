/** What the window wants back, as a restore takes it. */
import type { WantedBack } from '../../shared/ipc-files';
import { failure, success, type Result } from '../../shared/result';
import { toBytes } from '../exclude/list-text';
import type { Source } from '../restore/source';
import type { RestoreMode } from '../restore/plan';
import type { RestoreRequest } from '../restore/restore';
import { checkPath } from './plain-path';

/**
 * Fails with request-refused.
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
