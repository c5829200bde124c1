/** `latchkey --destination`: where backups go, one name a place: the list of them, a further one, another name, one less. */
import { EXIT } from '../../shared/exit-codes';
import { shellLine } from '../../process/shell-words';
import { success } from '../../shared/result';
import { destinationNameSchema, nameOfHost } from '../../shared/settings';
import { stopUnscheduled } from '../schedule/apply-schedule';
import { addDestination, removeDestination, renameDestination } from '../settings/change-destinations';
import { readEachDestination } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { keepMachineName } from '../store/known-stores';
import { prepareStore } from '../setup/prepare-store';
import { fail } from './fail';
import { hostOf, parseInitTarget, type InitTarget } from './init-command';
import type { Mistake } from './mistake';
import { ownLanguage } from './own-language';
import { scheduleIn } from './describe-schedule';
import { say, sayJson } from './terminal';

export type DestinationOptions =
  | { action: 'list'; json: boolean }
  /** `name` undefined: after what it is. */
  | { action: 'add'; name: string | undefined; target: InitTarget }
  | { action: 'rename'; name: string; to: string }
  | { action: 'remove'; name: string };

/** From the words behind `--destination`, and what goes with them; otherwise what is wrong with them. */
export function parseDestinationWords(
  [action = 'list', ...names]: readonly string[],
  given: { local?: string; host?: string; keep?: string },
  json: boolean,
): DestinationOptions | Mistake {
  const [name, to, extra] = names;
  const isAdding = action === 'add';
  const stray = (['local', 'host', 'keep'] as const).find((option) => given[option] !== undefined);
  if (stray !== undefined && !isAdding) return (say) => say.destinationOption(stray);
  if (json && action !== 'list') return (say) => say.destinationJson;
  if (action === 'list' && name === undefined) return { action, json };
  if (action === 'remove' && name !== undefined && to === undefined) return { action, name };
  if (action === 'rename' && name !== undefined && to !== undefined && extra === undefined) {
    return isName(to) ? { action, name, to } : (say) => say.destinationName(to);
  }
  if (!isAdding || to !== undefined) return (say) => say.destinationWhat;
  if (given.local === undefined && given.host === undefined) return (say) => say.destinationWhere;
  if (name !== undefined && !isName(name)) return (say) => say.destinationName(name);
  const target = parseInitTarget(given);
  return typeof target === 'function' ? target : { action, name, target };
}

function isName(text: string): boolean {
  return destinationNameSchema.safeParse(text).success;
}

export async function destinationCommand(paths: UserPaths, options: DestinationOptions): Promise<number> {
  switch (options.action) {
    case 'list':
      return listDestinations(paths, options.json);
    case 'add':
      return addOne(paths, options);
    case 'rename': {
      const renamed = renameDestination(paths.settingsFile, options.name, options.to);
      if (!renamed.ok) return fail(renamed.failure);
      return listDestinations(paths, false);
    }
    case 'remove':
      return removeOne(paths, options.name);
  }
}

function listDestinations({ settingsFile }: UserPaths, json: boolean): number {
  const each = readEachDestination(settingsFile);
  if (!each.ok) return fail(each.failure);
  if (json) {
    sayJson<'destination'>(
      each.value.map((settings) => ({
        ...{ name: settings.destination, host: nameOfHost(settings), kind: settings.host.kind },
        schedule: settings.schedule,
      })),
    );
    return EXIT.completed;
  }
  const language = ownLanguage();
  const { destinations } = language.words.terminal;
  for (const settings of each.value) {
    const schedule = scheduleIn(language, settings.schedule);
    say(destinations.line(settings.destination, nameOfHost(settings), schedule));
  }
  return EXIT.completed;
}

function addOne(paths: UserPaths, { name, target }: Extract<DestinationOptions, { action: 'add' }>): number {
  const { terminal } = ownLanguage().words;
  const host = hostOf(target);
  const named = keepMachineName(paths);
  if (!named.ok) return fail(named.failure);
  const added = addDestination(
    paths.settingsFile,
    { ...host },
    {
      name,
      prepare: () => (host.kind === 'local' ? prepareStore(paths, host.directory) : success(undefined)),
    },
  );
  if (!added.ok) return fail(added.failure);
  say(terminal.destinations.added(added.value, host.kind === 'local' ? host.directory : host.destination));
  say(terminal.destinations.next(shellLine(added.value)));
  return EXIT.completed;
}

async function removeOne(paths: UserPaths, name: string): Promise<number> {
  const { terminal } = ownLanguage().words;
  const removed = removeDestination(paths.settingsFile, name);
  if (!removed.ok) return fail(removed.failure);
  say(terminal.destinations.removed(name));
  const stopped = await stopUnscheduled(removed.value);
  return stopped.ok ? EXIT.completed : fail(stopped.failure);
}
