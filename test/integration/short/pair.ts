import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { listRoot } from '../../../electron/run/list-root';
import type { Job } from '../../../host/job';
import { Room } from '../../../host/keep/make-room';
import { makeRealSnapshot } from '../../../host/make-snapshot';
import { planSnapshot, removeLeftovers } from '../../../host/prepare-partial';
import { readMachine } from '../../../host/read-machine';
import type { Result } from '../../../host/result';
import { makeNext } from '../../../host/short/next-clone';
import { MachinePaths } from '../../../host/store-layout';
import { TransferLimit } from '../../../host/transfer-limit';
import type { DoneReport, Report } from '../../../shared/report';
import type { RsyncVersion } from '../../helpers/rsync-versions';

export const EXCLUDES = '- *.skip\n';

/** A laptop and its store without a connection between them: what is asked for is answered as the guard does. */
export class Pair {
  readonly source: string;
  readonly paths: MachinePaths;
  readonly log: string[] = [];
  /** As the host sees it. */
  excludeList = EXCLUDES;
  /** What the laptop hands out in the place of its list. */
  changeList: (list: string) => string = (list) => list;
  offersLists = true;
  takesNames = true;
  /** A line for each time that what is wanted was named. */
  private readonly asked: string;
  private readonly shell: string;
  private readonly rsync: RsyncVersion;
  private readonly list: string;
  private readonly excludes: string;

  constructor(place: string, rsync: RsyncVersion) {
    this.rsync = rsync;
    this.source = join(place, 'home');
    const store = join(place, 'store');
    this.paths = new MachinePaths(store, 'laptop');
    mkdirSync(this.paths.directory, { recursive: true });
    mkdirSync(join(place, 'private'));
    this.list = join(place, 'list');
    this.asked = join(place, 'asked');
    writeFileSync(this.asked, '');
    this.excludes = join(place, 'excludes');
    writeFileSync(this.excludes, EXCLUDES);
    this.shell = join(place, 'shell');
    const script = `#!/bin/sh
shift
case "$*" in
  "latchkey-list ${this.source}") exec cat '${this.list}' ;;
  rsync*)
    shift
    case "$*" in *' --files-from=- '*) echo names >> '${this.asked}'; more=--ignore-missing-args ;; esac
    exec '${rsync.path}' "$1" "$2" --exclude-from='${this.excludes}' $more "$3" $(echo "$*" | cut -d' ' -f4-) ;;
esac
exit 1
`;
    writeFileSync(this.shell, script, { mode: 0o700 });
  }

  /** Changes that come between are made when the list is complete. */
  async backUp(
    settleMs: number,
    between: () => void = () => undefined,
    signal = new AbortController().signal,
  ): Promise<{ made: Result<undefined>; done: DoneReport | undefined }> {
    const { paths } = this;
    const nothing = (): void => undefined;
    const list = await listRoot({
      ...{
        rsync: this.rsync.path,
        root: this.source,
        excludeFile: this.excludes,
        settleMs,
        signal: new AbortController().signal,
      },
      head: { format: 1, rsync: this.rsync.version, latchkey: 'test' },
    });
    writeFileSync(this.list, gzipSync(Buffer.from(this.changeList(list), 'latin1')));
    between();
    await removeLeftovers(paths, await readMachine(paths), signal, nothing);
    const room = new Room(paths, {}, nothing, signal);
    const job: Job = {
      ...{ retention: {}, room, timeLimit: 3600, paths, mark: undefined },
      way: { kind: 'here', standIn: this.shell },
      programs: { rsync: this.rsync.path, rsyncVersion: this.rsync.version },
      fileSystem: { times: 'nanoseconds' },
      request: {
        ...{ privateKey: '', excludeList: this.excludeList },
        extension: {
          ...{
            protocol: 1,
            user: 'you',
            roots: [this.source],
            reach: 'here',
            purpose: 'backup',
            offersLists: this.offersLists,
            takesNames: this.takesNames,
          },
        },
      },
    };
    const own = { path: join(this.source, '..', 'private'), recordChild: nothing, remove: nothing };
    const connection = {
      remoteShell: this.shell,
      remoteCommand: [this.shell] as const,
      close: () => Promise.resolve(),
    };
    const plan = planSnapshot(await readMachine(paths), new Date());
    const limit = new TransferLimit(3600);
    let done: DoneReport | undefined;
    const report = (line: Report): void => {
      if (line.type === 'done') done = line;
    };
    const log = (words: string): void => void this.log.push(words);
    try {
      const transfer = { plan, directory: own, connection, limit };
      const made = await makeRealSnapshot(job, transfer, {
        report,
        log,
        untilHeard: () => undefined,
        signal,
      });
      return { made, done };
    } catch (error) {
      if (!signal.aborted) throw error;
      return { made: { ok: false, failure: { code: 'transfer-interrupted', detail: String(error) } }, done };
    } finally {
      limit.stop();
    }
  }

  /** What is done between two backups; ended in the middle where the signal says so. */
  async prepareNext(signal = new AbortController().signal): Promise<void> {
    const log = (words: string): void => void this.log.push(words);
    await makeNext(this.paths, { signal, deadline: Infinity, log }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  /** How often what is wanted was named. */
  get timesNamed(): number {
    return readFileSync(this.asked, 'utf8').split('\n').length - 1;
  }

  files(snapshot: string): string {
    return join(this.paths.complete(snapshot), 'files', this.source);
  }

  /** What rsync would still change to make the tree of the snapshot, decoded, that of the laptop. */
  differences(snapshot: string): string[] {
    const args = ['-naHAXci', '--numeric-ids', '--delete', '--modify-window=-1', '--exclude=*.skip'];
    const decoded = ['-M--fake-super', `--rsync-path=${this.rsync.path}`, '-e', 'env'];
    return execFileSync(
      this.rsync.path,
      [...args, ...decoded, `x=:${this.files(snapshot)}/`, `${this.source}/`],
      {
        env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
      },
    )
      .toString('latin1')
      .split('\n')
      .filter((line) => line !== '');
  }
}
