/** What a new laptop has taken over, and what comes next. */
import { homedir } from 'node:os';
import type { Language } from '../../shared/words/language';
import { shellLine } from '../../process/shell-words';
import type { UserPaths } from '../settings/user-paths';
import type { Adopted } from '../setup/adopt-machine';
import type { KnownMachine } from '../setup/find-machines';
import { timeOfSnapshot } from './describe-entry';

/** @param place the store or the host */
export function machineLine(
  { words: { terminal }, formats }: Language,
  { machine, snapshots, latest, files, bytes }: KnownMachine,
  place: string,
): string {
  const size =
    files === undefined || bytes === undefined
      ? ''
      : ` (${terminal.snapshots.size(files, formats.bytes(bytes))})`;
  return `${terminal.adopt.machine(machine, place, snapshots, timeOfSnapshot(latest))}${size}`;
}

export function describeAdopted(
  language: Language,
  paths: UserPaths,
  kept: KnownMachine,
  place: string,
  adopted: Adopted,
): string[] {
  const { settings, found, hadCommands, missing, homeThen } = adopted;
  const say = language.words.terminal.adopt;
  const isMoved = homeThen !== undefined && homeThen !== homedir();
  const roots = settings.roots.join(', ');
  return [
    say.isNow(kept.machine, machineLine(language, kept, place)),
    say.settings(paths.settingsFile, found.settings),
    say.excludeList(paths.excludeFile, found.excludeList),
    isMoved ? say.moved(roots, homeThen, homedir()) : say.backedUp(roots),
    ...missing.map((root) => say.notHere(root)),
    ...(hadCommands ? [say.noCommands] : []),
  ];
}

/** Where the files have not come back yet. */
export function describeNextSteps({ words }: Language, kept: KnownMachine, { homeThen }: Adopted): string[] {
  const say = words.terminal.adopt;
  const home = homedir();
  const isMoved = homeThen !== undefined && homeThen !== home;
  const restore = shellLine(
    ...['latchkey', '--restore', homeThen ?? kept.roots[0] ?? home],
    ...[...(isMoved ? ['--moved-to', home] : []), '--only-missing'],
  );
  return [say.next, `  ${restore}`, say.closePrograms];
}

export function describeBackups({ words }: Language): string[] {
  const say = words.terminal.adopt;
  return [say.thenRun, say.thenSchedule];
}
