/** Whether the snapshots can be read just now, and by which way: a disk at once, a host for as long as its grant is open. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import type { Failure } from '../../shared/failures';
import type { AnswerOf } from '../../shared/give-back';
import type { Backups, FilesAccess, FilesDestination, FilesSnapshot } from '../../shared/ipc-files';
import { failure, success, type Result } from '../../shared/result';
import { safeText, safeToShow } from '../../shared/safe-text';
import type { Settings, SshHostSettings } from '../../shared/settings';
import { parseSnapshotName } from '../../shared/snapshot-name';
import { toBytes } from '../exclude/list-text';
import { ask, askAll } from '../restore/ask';
import { openGrantedSource } from '../restore/open-granted-source';
import { ReadyHost } from '../restore/ready-host';
import { placeOf, type GrantedStore, type OwnPrograms, type Source, type StoreHere } from '../restore/source';
import { isInside } from '../settings/is-inside';
import { readEachDestination } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { findStoreHere } from './find-store';

/** What to type on the host: as the user that keeps the backups, or for one that nobody logs in as. */
export const GRANT_COMMANDS = ['latchkey-host --grant-restore', 'sudo -u bak latchkey-host --grant-restore'];

export class Access {
  readonly #paths: UserPaths;
  readonly #programs: OwnPrograms;
  /** A disk, as the last look found it. */
  #here: StoreHere | undefined;
  /** One answers what is looked at while the other still counts what would come back. */
  readonly #ready = new ReadyHost(2);
  #granted: GrantedStore | undefined;
  /** How the grant before has ended, and of which host, if it was not by us. */
  #ended: { host: string; failure: Failure } | undefined;
  /** The name of the destination that the last look was about: what is asked meanwhile is meant for it. */
  #shown: string | undefined;
  #opening = new AbortController();

  constructor(paths: UserPaths, programs: OwnPrograms) {
    this.#paths = paths;
    this.#programs = programs;
  }

  /** Looks anew. */
  async look(): Promise<Backups> {
    this.#here = undefined;
    const each = this.#each();
    const settings = this.#chosen();
    this.#shown = settings.ok ? settings.value.destination : undefined;
    const about = {
      destinations: each.map((one) => ({ name: one.destination, is: this.#standing(one) })),
      destination: this.#shown ?? '',
    };
    const start = startOf(settings.ok ? settings.value.roots : []);
    const source = this.source();
    const asked = source.ok ? await askAll(source.value, { ask: 'snapshots' }, 'snapshot') : source;
    if (!source.ok || !asked.ok) {
      const why = asked.ok ? undefined : asked.failure;
      return { ...about, access: await this.#without(settings, why), snapshots: [], start };
    }
    return {
      ...about,
      access: describeOpen(source.value),
      snapshots: asked.value.map(describeSnapshot).reverse(),
      start,
    };
  }

  /** To the destination of that name, as long as there is one. A host that is open stays so. */
  async turnTo(destination: string): Promise<Backups> {
    this.#shown = destination;
    return this.look();
  }

  /** The others that can be read just now, by their names: disks that are here, and the host that is open. */
  others(): { name: string; source: Source }[] {
    return this.#each().flatMap((settings) => {
      const { destination: name, host } = settings;
      if (name === this.#shown || this.#standing(settings) !== 'open') return [];
      const source =
        host.kind === 'local' ? findStoreHere(this.#paths, this.#programs, settings) : this.#sourceAt(host);
      return source.ok ? [{ name, source: source.value }] : [];
    });
  }

  /** Fails as openGrantedSource does, and with request-refused where the backups are on no host. */
  async unlock(code: string): Promise<Result<Backups>> {
    const settings = this.#chosen();
    if (!settings.ok) return settings;
    const { host } = settings.value;
    if (host.kind === 'local') return failure({ code: 'request-refused', detail: 'a disk takes no code' });
    await this.lock();
    const { signal } = (this.#opening = new AbortController());
    const opened = await openGrantedSource(host, code, this.#programs, signal);
    if (!opened.ok) return opened;
    this.#hold(opened.value);
    return success(await this.look());
  }

  /** A connection that the set-up has opened; it ends as one that was opened here. */
  async take(granted: GrantedStore): Promise<void> {
    await this.lock();
    this.#hold(granted);
  }

  /** Ends the host's connection, or the call that would open it. */
  async lock(): Promise<void> {
    const [granted, opening] = [this.#granted, this.#opening];
    this.#granted = undefined;
    this.#ended = undefined;
    await granted?.close();
    opening.abort();
  }

  /** Nobody looks any more. Ends nothing that is under way. */
  rest(): void {
    void this.#ready.close();
    this.#here = undefined;
  }

  granted(): GrantedStore | undefined {
    return this.#granted;
  }

  /** Fails with what readSettings does, store-missing, and restore-needs-host where no grant is open. */
  source(): Result<Source> {
    if (this.#here !== undefined) return success(this.#here);
    const settings = this.#chosen();
    if (!settings.ok) return settings;
    const { host } = settings.value;
    if (host.kind !== 'local') return this.#sourceAt(host);
    const found = findStoreHere(this.#paths, this.#programs, settings.value);
    if (!found.ok) return found;
    this.#here = { ...found.value, ready: this.#ready };
    return success(this.#here);
  }

  /** Asks of the source that there is. A disk that was taken away meanwhile is named as that. */
  async ask<T>(question: (source: Source) => Promise<Result<T>>): Promise<Result<T>> {
    const source = this.source();
    if (!source.ok) return source;
    const asked = await question(source.value);
    if (asked.ok || !MEANS_AWAY.has(asked.failure.code)) return asked;
    this.#here = undefined;
    const again = this.source();
    return again.ok ? asked : again;
  }

  #each(): Settings[] {
    const each = readEachDestination(this.#paths.settingsFile);
    return each.ok ? each.value : [];
  }

  /** The one that is looked at; else one that nobody has to be asked for: a host that is open, a disk that is here; else the first. */
  #chosen(): Result<Settings> {
    const each = readEachDestination(this.#paths.settingsFile);
    if (!each.ok) return each;
    const { value: all } = each;
    const isOpenHost = ({ host }: Settings): boolean =>
      host.kind !== 'local' && host.destination === this.#granted?.destination;
    const chosen =
      all.find(({ destination }) => destination === this.#shown) ??
      all.find(isOpenHost) ??
      all.find((one) => this.#standing(one) === 'open') ??
      all[0];
    if (chosen === undefined) throw new Error('settings have one destination at least');
    return success(chosen);
  }

  #standing({ host }: Settings): FilesDestination['is'] {
    if (host.kind === 'local') return existsSync(host.directory) ? 'open' : 'away';
    return host.destination === this.#granted?.destination ? 'open' : 'locked';
  }

  /** Of another host than this, the settings speak no more of it. */
  #sourceAt({ destination }: SshHostSettings): Result<Source> {
    return this.#granted?.destination === destination
      ? success(this.#granted)
      : failure({ code: 'restore-needs-host', host: destination });
  }

  #hold(granted: GrantedStore): void {
    this.#granted = granted;
    void granted.ended.then(async () => {
      if (this.#granted !== granted) return;
      this.#granted = undefined;
      // What it has said last is what the next question is answered with.
      const last = await ask(granted, { ask: 'snapshots' }, () => undefined);
      if (!last.ok) this.#ended = { host: granted.destination, failure: last.failure };
    });
  }

  async #without(settings: Result<Settings>, why: Failure | undefined): Promise<FilesAccess> {
    if (settings.ok && settings.value.host.kind !== 'local') {
      const { destination } = settings.value.host;
      if (this.#granted?.destination === destination) {
        // It does not answer any more as it should: then it is of no use.
        await this.lock();
        this.#ended = why && { host: destination, failure: why };
      }
      const ended = this.#ended?.host === destination ? safeToShow(this.#ended.failure) : null;
      return { is: 'locked', host: safeText(destination), commands: [...GRANT_COMMANDS], ended };
    }
    const failed = settings.ok ? why : settings.failure;
    if (failed === undefined) throw new Error('nothing is in the way, and nothing was answered');
    return { is: 'away', failure: safeToShow(failed) };
  }
}

const MEANS_AWAY: ReadonlySet<Failure['code']> = new Set(['restore-no-machine', 'restore-unanswered']);

/** The home where it is backed up, or else the one root, or else the top. */
function startOf(roots: readonly string[]): string {
  const home = homedir();
  const [only, ...others] = roots;
  if (roots.some((root) => isInside(home, root))) return toBytes(home);
  return only !== undefined && others.length === 0 ? toBytes(only) : '/';
}

function describeOpen(source: Source): FilesAccess {
  const name = safeText(placeOf(source));
  if (source.kind === 'here') return { is: 'open', name, until: null, only: null };
  const { until, snapshots } = source.granted;
  return { is: 'open', name, until, only: snapshots?.[0] ?? null };
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
