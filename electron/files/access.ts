/** Whether the snapshots can be read just now, and by which way. */
import { homedir } from 'node:os';
import type { Failure } from '../../shared/failures';
import type { AnswerOf } from '../../shared/give-back';
import type { Backups, FilesSnapshot } from '../../shared/ipc-files';
import { success, type Result } from '../../shared/result';
import { safeText } from '../../shared/safe-text';
import { parseSnapshotName } from '../../shared/snapshot-name';
import { toBytes } from '../exclude/list-text';
import { askAll, type Source } from '../restore/ask';
import type { Bundles } from '../run/run-context';
import { isInside } from '../settings/is-inside';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { findSource } from './find-store';

/** What to type on the host: as the user that keeps the backups, or for one that nobody logs in as. */
export const GRANT_COMMANDS = ['latchkey-host --grant-restore', 'sudo -u bak latchkey-host --grant-restore'];

export class Access {
  readonly #paths: UserPaths;
  readonly #bundles: Pick<Bundles, 'runtime' | 'host'>;
  #source: Source | undefined;

  constructor(paths: UserPaths, bundles: Pick<Bundles, 'runtime' | 'host'>) {
    this.#paths = paths;
    this.#bundles = bundles;
  }

  /** Looks anew. */
  async look(): Promise<Backups> {
    this.#source = undefined;
    const start = this.#start();
    const source = this.source();
    if (!source.ok) return { access: withoutSource(source.failure), snapshots: [], start };
    const asked = await askAll(source.value, { ask: 'snapshots' }, 'snapshot');
    if (!asked.ok) return { access: { is: 'away', failure: asked.failure }, snapshots: [], start };
    const name = safeText(source.value.store);
    return {
      access: { is: 'open', name, until: null, only: null },
      snapshots: asked.value.map(describeSnapshot).reverse(),
      start,
    };
  }

  /** What was found at the last look, or now. Fails as findSource does. */
  source(): Result<Source> {
    if (this.#source !== undefined) return success(this.#source);
    const found = findSource(this.#paths, this.#bundles);
    if (!found.ok) return found;
    this.#source = found.value.source;
    return success(found.value.source);
  }

  /** Asks of the source that there is. A disk that was taken away meanwhile is named as that. */
  async ask<T>(question: (source: Source) => Promise<Result<T>>): Promise<Result<T>> {
    const source = this.source();
    if (!source.ok) return source;
    const asked = await question(source.value);
    if (asked.ok || !MEANS_AWAY.has(asked.failure.code)) return asked;
    const again = findSource(this.#paths, this.#bundles);
    return again.ok ? asked : again;
  }

  #start(): string {
    const settings = readSettings(this.#paths.settingsFile);
    const roots = settings.ok ? settings.value.roots : [];
    const home = homedir();
    const [only, ...others] = roots;
    if (roots.some((root) => isInside(home, root))) return toBytes(home);
    return only !== undefined && others.length === 0 ? toBytes(only) : '/';
  }
}

const MEANS_AWAY: ReadonlySet<Failure['code']> = new Set(['restore-no-machine', 'restore-unanswered']);

function withoutSource(failure: Failure): Backups['access'] {
  if (failure.code !== 'restore-needs-host') return { is: 'away', failure };
  return { is: 'locked', host: safeText(failure.host), commands: [...GRANT_COMMANDS], ended: null };
}

function describeSnapshot(known: AnswerOf<'snapshot'>): FilesSnapshot {
  const { snapshot, latest, pinned, looksWrong, files, bytes, gaps } = known;
  return {
    ...{ snapshot, latest, looksWrong: looksWrong ?? false },
    at: (parseSnapshotName(snapshot) ?? new Date(0)).toISOString(),
    pinned: pinned === undefined ? null : safeText(pinned),
    ...{ files: files ?? null, bytes: bytes ?? null, gaps: gaps ?? null },
  };
}
