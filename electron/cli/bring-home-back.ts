/** The files of the lost laptop, once this one goes on as it: into the home of now, wherever that was then. */
import { homedir } from 'node:os';
import { toBytes } from '../exclude/list-text';
import { restore } from '../restore/restore';
import type { Source } from '../restore/source';
import type { UserPaths } from '../settings/user-paths';
import type { Adopted } from '../setup/adopt-machine';
import type { KnownMachine } from '../setup/find-machines';
import { finishRestore, withSignals } from './restore-command';

export type BringBack = 'only-missing' | 'beside';

/** Says how it went. Returns the exit code, as --restore has it. */
export function bringHomeBack(
  paths: UserPaths,
  source: Source,
  kept: KnownMachine,
  { homeThen }: Adopted,
  { how, json }: { how: BringBack; json: boolean },
): Promise<number> {
  const home = homedir();
  const wanted = homeThen === undefined ? kept.roots : [homeThen];
  const moved =
    homeThen === undefined || homeThen === home ? undefined : { from: toBytes(homeThen), to: toBytes(home) };
  const request = {
    ...{ source, snapshot: kept.latest, paths: wanted.map(toBytes) },
    ...{ mode: { kind: how }, moved },
  } as const;
  return withSignals(paths, json, async (context) => finishRestore(await restore(request, context), json));
}
