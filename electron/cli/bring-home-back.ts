/** The files of the lost laptop, once this one goes on as it: into the home of now, wherever that was then. */
import { EXIT } from '../../shared/exit-codes';
import { restore } from '../restore/restore';
import type { Source } from '../restore/source';
import type { UserPaths } from '../settings/user-paths';
import type { Adopted } from '../setup/adopt-machine';
import type { KnownMachine } from '../setup/find-machines';
import { forgetTakenOver, requestHome, type BringBack } from '../setup/home-to-come';
import { finishRestore, withSignals } from './restore-command';
import { failWith } from './restore-source';

/** Says how it went. Returns the exit code, as --restore has it. */
export async function bringHomeBack(
  paths: UserPaths,
  source: Source,
  kept: KnownMachine,
  { homeThen }: Adopted,
  { how, json }: { how: BringBack; json: boolean },
): Promise<number> {
  const taken = { snapshot: kept.latest, rootsThen: kept.roots, homeThen: homeThen ?? null };
  const request = await requestHome(source, taken, how);
  if (!request.ok) return failWith(request.failure, json);
  const status = await withSignals(paths, json, async (context) =>
    finishRestore(await restore(request.value, context), json),
  );
  if (status === EXIT.completed) forgetTakenOver(paths.adoptedFile);
  return status;
}
