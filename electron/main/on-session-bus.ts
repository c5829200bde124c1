/**
 * Latchkey on the session bus, for scripts and extensions of the desktop: docs/dbus.md. It says and does what
 * `latchkey --status --json` and `--run` do for every program of this user.
 */
import { asDictionary } from '../bus/as-dictionary';
import { BusError, type Bus } from '../bus/open-bus';
import { putOnBus, type OwnObject } from '../bus/own-object';
import { readHistory } from '../history/history';
import { readStanding, standingAsJson } from '../run/standing';
import type { UserPaths } from '../settings/user-paths';
import type { AppState } from '../../shared/app-state';
import type { Failure } from '../../shared/failures';
import { safeText, safeToShow } from '../../shared/safe-text';
import type { AppStateKeeper } from './app-state';
import type { KeptLanguage } from './keep-language';
import type { RunStarter } from './run-starter';

/** Name and interface in one, and the path after them. Latchkey has no domain to be named after (RFC 8375: home.arpa is nobody's). */
const NAME = 'arpa.home.latchkey.Tray1';
const PATH = '/arpa/home/latchkey/Tray1';

/** A backup's progress changes several times a second. */
const TELL_MS = 1000;

type Signal = 'StatusChanged' | 'BackupStarted' | 'BackupEnded';

interface Parts {
  sessionBus: Promise<Bus | undefined>;
  paths: UserPaths;
  language: KeptLanguage;
  state: AppStateKeeper;
  runs: Pick<RunStarter, 'startNow'>;
}

/** Returns how to tell nothing more; the object itself goes with its connection. */
export function serveOnSessionBus(parts: Parts): () => void {
  const over = new AbortController();
  void parts.sessionBus.then(async (bus) => {
    if (bus === undefined) return;
    const emit = putOnBus(bus, objectOf(parts));
    // Whoever has the name answers for it.
    if (!(await bus.ownName(NAME)) || over.signal.aborted) return;
    over.signal.addEventListener('abort', tellChanges(parts, emit), { once: true });
  });
  return () => {
    over.abort();
  };
}

function objectOf({ paths, language, runs }: Parts): OwnObject<Signal> {
  return {
    interface: NAME,
    path: PATH,
    methods: {
      Status: {
        gives: [['status', 'a{sv}']],
        // A host's words are in it, which may hold what D-Bus has not.
        answer: async () => [asDictionary(safeToShow(standingAsJson(await readStanding(paths))))],
      },
      BackUpNow: {
        gives: [],
        answer: async () => {
          const started = await runs.startNow();
          if (started.ok) return [];
          const { sentence } = language.current().words.failure(started.failure);
          throw new BusError(errorNameOf(started.failure), safeText(sentence));
        },
      },
    },
    signals: { StatusChanged: [], BackupStarted: [], BackupEnded: [['result', 's']] },
  };
}

/** The code of a failure as D-Bus spells names: "settings-missing" is arpa.home.latchkey.Tray1.Error.SettingsMissing. */
function errorNameOf({ code }: Failure): string {
  const words = code.split('-').map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`);
  return `${NAME}.Error.${words.join('')}`;
}

function tellChanges(
  { paths, state }: Parts,
  emit: (signal: Signal, ...values: unknown[]) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      emit('StatusChanged');
    }, TELL_MS);
  };
  let running = state.get().running?.startedAt;
  let last = newestOf(paths)?.id;
  let known = recordsIn(state.get());
  const unsubscribe = state.subscribe((next) => {
    soon();
    const started = next.running?.backsUp === true ? next.running.startedAt : undefined;
    if (started !== undefined && started !== running) emit('BackupStarted');
    running = started;
    // The file is read only where there is news.
    const records = recordsIn(next);
    if (records === known) return;
    known = records;
    // Other settings have other ones, which have not ended just now.
    const newest = newestOf(paths);
    if (newest === undefined || newest.id === last) return;
    last = newest.id;
    emit('BackupEnded', newest.result);
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}

/** The newest of each destination, as one text. */
function recordsIn({ last, destinations }: AppState): string {
  return [last, ...destinations.map((each) => each.last)].map((outcome) => outcome?.id ?? '').join(' ');
}

function newestOf({ historyFile }: UserPaths): ReturnType<typeof readHistory>[number] | undefined {
  return readHistory(historyFile).at(-1);
}
