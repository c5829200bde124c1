/** `latchkey --schedule`: shows when backups happen and what sees to it, or changes that. And `--pause`, which stops them. */
import { shellLine } from '../../process/shell-words';
import { EXIT } from '../../shared/exit-codes';
import { describeSchedule, parseSchedule } from '../../shared/schedule-words';
import { success, type Result } from '../../shared/result';
import { nameOfHost, type Schedule, type Settings } from '../../shared/settings';
import type { Language } from '../../shared/words/language';
import { findSshPrograms } from '../ssh/programs';
import { findNotDue, findSkip } from '../run/hold-back';
import { applySchedule } from '../schedule/apply-schedule';
import { readInstalledSchedules } from '../schedule/install-schedule';
import { readPause, setPause } from '../schedule/pause';
import { findLockedKey } from '../ssh/login-keys';
import { readEachDestination, readOneMeant, readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { parsePause } from '../schedule/pause-end';
import { describeMoment, describeNext, describeStarter, scheduleIn } from './describe-schedule';
import { fail } from './fail';
import type { JsonOutput } from './json-outputs';
import { ownLanguage } from './own-language';
import type { Mistake } from './mistake';
import { findLauncher } from './own-program';
import { complain, say, sayJson } from './terminal';

/** Without `schedule` it is shown. */
export interface ScheduleOptions {
  json: boolean;
  /** A destination's name; undefined: each is shown, the only one is changed. */
  to: string | undefined;
  schedule?: Schedule;
}

/** From the words behind `--schedule`; otherwise what is wrong with them. */
export function parseScheduleWords(
  words: readonly string[],
  rest: Pick<ScheduleOptions, 'json' | 'to'>,
): ScheduleOptions | Mistake {
  if (words.length === 0) return rest;
  const text = words.join(' ');
  const schedule = parseSchedule(text);
  return schedule === undefined ? (say) => say.schedule(text) : { ...rest, schedule };
}

export async function scheduleCommand(paths: UserPaths, options: ScheduleOptions): Promise<number> {
  if (options.schedule !== undefined) {
    const launcher = findLauncher(process.env);
    if (launcher === undefined) {
      return fail({
        code: 'schedule-not-installed',
        detail: ownLanguage().words.terminal.schedule.noLauncher,
      });
    }
    const meant = readOneMeant(paths.settingsFile, options.to);
    if (!meant.ok) return fail(meant.failure);
    const { destination: to } = meant.value;
    const applied = await applySchedule(paths, options.schedule, launcher, { to });
    if (!applied.ok) return fail(applied.failure);
  }
  const each = readEachDestination(paths.settingsFile);
  if (!each.ok) return fail(each.failure);
  const named = options.to === undefined ? each : readMeant(paths, options.to);
  if (!named.ok) return fail(named.failure);
  const now = new Date();
  const language = ownLanguage();
  for (const settings of named.value) {
    const shown = await look(paths, settings, now);
    const isOneOfSeveral = each.value.length > 1;
    if (options.json) {
      sayJson<'schedule'>({ ...(isOneOfSeveral && { destination: settings.destination }), ...shown });
    } else {
      if (isOneOfSeveral) {
        say(language.words.terminal.destinations.to(settings.destination, nameOfHost(settings)));
      }
      describe(language, shown, now, isOneOfSeveral ? settings.destination : undefined).forEach(say);
    }
  }
  return EXIT.completed;
}

function readMeant({ settingsFile }: UserPaths, to: string): Result<Settings[]> {
  const settings = readSettings(settingsFile, to);
  return settings.ok ? success([settings.value]) : settings;
}

type Shown = JsonOutput<'schedule'>;

async function lockedKeyOf({ host }: Settings): Promise<string | null> {
  const programs = findSshPrograms();
  if (host.kind === 'local' || !programs.ok) return null;
  return (await findLockedKey(programs.value, host)) ?? null;
}

async function look(paths: UserPaths, settings: Settings, now: Date): Promise<Shown> {
  const notDue = findNotDue(paths, now, settings.destination);
  const installed = await readInstalledSchedules();
  const isOff = settings.schedule.kind === 'off';
  // One look, no waiting for a host that may come.
  const skip = isOff ? undefined : await findSkip(paths, settings, new AbortController().signal, 0);
  return {
    schedule: settings.schedule,
    lockedKey: await lockedKeyOf(settings),
    next: notDue === undefined ? now.toISOString() : notDue.next,
    installed,
    pausedUntil: readPause(paths, now)?.toISOString() ?? null,
    heldBack: skip ?? null,
  };
}

/** @param to the destination's name, where there are several */
function describe(
  language: Language,
  { schedule, next, installed, pausedUntil, heldBack, lockedKey }: Shown,
  now: Date,
  to: string | undefined,
): string[] {
  const { terminal, skip } = language.words;
  const say = terminal.schedule;
  const isOff = schedule.kind === 'off';
  const lines = [
    say.is(scheduleIn(language, schedule)),
    terminal.status.next(describeNext(language, next === null ? undefined : new Date(next), now)),
  ];
  if (!isOff || installed.length > 0) {
    lines.push(say.startedBy(installed.map((each) => describeStarter(language, each))));
  }
  if (!isOff && !installed.some(({ problem }) => problem === null)) {
    const isNoCron = installed.some(({ problem }) => problem?.kind === 'no-cron');
    const words = describeSchedule(schedule).toLowerCase();
    const meant = to === undefined ? words : `${words} --to ${shellLine(to)}`;
    lines.push(isNoCron ? say.startCron : say.setRight(meant));
  }
  if (lockedKey !== null) lines.push(say.lockedKey(lockedKey, terminal.check.noAgent));
  if (pausedUntil !== null) {
    lines.push(terminal.status.pausedUntil(describeMoment(language, new Date(pausedUntil), now)));
  } else if (heldBack !== null) {
    const { because, until } = skip(heldBack);
    lines.push(say.waits(because, until));
  }
  return lines;
}

/** `latchkey --pause`: no scheduled backups for a while. Backups by hand go ahead all the same. */
export function pauseCommand(paths: UserPaths, word: string): number {
  const language = ownLanguage();
  const words = language.words.terminal.pause;
  const now = new Date();
  const until = parsePause(word, now);
  if (until === undefined) {
    complain(words.wrong(word));
    return EXIT.usage;
  }
  setPause(paths, until, now);
  say(
    until === null ? words.none : words.until(describeMoment(language, until, now).replace(/^(on|am) /, '')),
  );
  return EXIT.completed;
}
