/** The list of destinations, changed in the file: each of the others stays as it is written there. */
import { failure, success, type Result } from '../../shared/result';
import { nameOfHost, type HostSettings, type SettingsFile } from '../../shared/settings';
import { changeDestination } from './change-part';
import { freeName, nameFor } from './one-destination';
import { changeSettings, type RawSettings } from './save-settings';
import { placeInside } from './place-inside';
import { readSettings, readSettingsFile } from './settings-file';

/**
 * Adds it as the last one, by hand only until a schedule is set for it. Fails as changeSettings does, and with
 * destination-taken.
 * @param host raw: only what was chosen
 * @param name absent: what it is called by where it is, and a number where that is taken
 * @param prepare what must be there before: done once nothing stands against it; its failure is the whole's
 * @returns its name
 */
export function addDestination(
  settingsFile: string,
  host: RawSettings,
  { name, prepare }: { name?: string | undefined; prepare: () => Result<undefined> },
): Result<string> {
  const file = readSettingsFile(settingsFile);
  if (!file.ok) return file;
  const { destinations } = file.value;
  const free = name ?? freeName(nameFor(host), destinations);
  const meant = host as HostSettings;
  const directory = meant.kind === 'local' ? meant.directory : undefined;
  const taken = takenBy(destinations, { name: free, place: nameOfHost({ host: meant }), directory });
  if (!taken.ok) return taken;
  const prepared = prepare();
  if (!prepared.ok) return prepared;
  const changed = changeSettings(settingsFile, (raw) => ({
    ...raw,
    destinations: [...ownOf(raw), { name: free, host }],
  }));
  return changed.ok ? success(free) : changed;
}

/** What is kept there stays there. Fails as changeSettings does, with destination-unknown, and with destination-last. */
export function removeDestination(settingsFile: string, name: string, seen?: string): Result<SettingsFile> {
  const file = readSettingsFile(settingsFile);
  if (!file.ok) return file;
  const known = readSettings(settingsFile, name);
  if (!known.ok) return known;
  if (file.value.destinations.length === 1) return failure({ code: 'destination-last', name });
  return changeSettings(
    settingsFile,
    (raw) => ({ ...raw, destinations: ownOf(raw).filter((own) => own.name !== name) }),
    seen,
  );
}

/** Its records stay its own: they go by its place. Fails as changeSettings does, with destination-unknown, and with destination-taken. */
export function renameDestination(
  settingsFile: string,
  name: string,
  to: string,
  seen?: string,
): Result<SettingsFile> {
  const file = readSettingsFile(settingsFile);
  if (!file.ok) return file;
  const known = readSettings(settingsFile, name);
  if (!known.ok) return known;
  const taken = takenBy(
    file.value.destinations.filter((each) => each.name !== name),
    { name: to },
  );
  if (!taken.ok) return taken;
  return changeSettings(
    settingsFile,
    (raw) => changeDestination(raw, name, (own) => ({ ...own, name: to })),
    seen,
  );
}

function takenBy(
  destinations: SettingsFile['destinations'],
  wanted: { name: string; place?: string; directory?: string | undefined },
): Result<undefined> {
  if (destinations.some(({ name }) => name === wanted.name)) {
    return failure({ code: 'destination-taken', what: 'name', name: wanted.name });
  }
  const there = destinations.find(
    (each) =>
      nameOfHost(each) === wanted.place ||
      (wanted.directory !== undefined &&
        each.host.kind === 'local' &&
        overlap(each.host.directory, wanted.directory)),
  );
  return there === undefined
    ? success(undefined)
    : failure({ code: 'destination-taken', what: 'place', name: there.name });
}

/** What it would be called without a name of its own. */
export function suggestName(settingsFile: string, host: RawSettings): Result<string> {
  const file = readSettingsFile(settingsFile);
  return file.ok ? success(freeName(nameFor(host), file.value.destinations)) : file;
}

/** The same directory by whatever way, or one inside the other: what is kept in one would be deleted by the other's rules. */
function overlap(one: string, other: string): boolean {
  return placeInside(one, other) !== undefined || placeInside(other, one) !== undefined;
}

/** The file is valid when it comes here. */
function ownOf(raw: RawSettings): RawSettings[] {
  return raw.destinations as RawSettings[];
}
