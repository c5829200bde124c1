/** `latchkey --schedule`: shows when backups happen and what sees to it, or changes that. And `--pause`, which stops them. */
import { EXIT } from '../../shared/exit-codes';
import { describeSchedule, parseSchedule } from '../../shared/schedule-words';
import type { Schedule, Settings } from '../../shared/settings';
import type { Language } from '../../shared/words/language';
import { findSshPrograms } from '../ssh/programs';
import { findNotDue, findSkip } from '../run/hold-back';
import { applySchedule } from '../schedule/apply-schedule';
import { readInstalledSchedules } from '../schedule/install-schedule';
import { readPause, setPause } from '../schedule/pause';
import { findLockedKey } from '../ssh/login-keys';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { parsePause } from '../schedule/pause-end';
import { describeMoment, describeNext, describeStarter } from './describe-schedule';
import { fail } from './fail';
import type { JsonOutput } from './json-outputs';
import { ownLanguage } from './own-language';
import type { Mistake } from './mistake';
import { findLauncher } from './own-program';
import { complain, say, sayJson } from './terminal';

/** Without `schedule` it is shown. */
export interface ScheduleOptions {
  json: boolean;
  schedule?: Schedule;
}

/** From the words behind `--schedule`; otherwise what is wrong with them. */
export function parseScheduleWords(words: readonly string[], json: boolean): ScheduleOptions | Mistake {
  if (words.length === 0) return { json };
  const text = words.join(' ');
  const schedule = parseSchedule(text);
  return schedule === undefined ? (say) => say.schedule(text) : { json, schedule };
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
    const applied = await applySchedule(paths, options.schedule, launcher);
    if (!applied.ok) return fail(applied.failure);
  }
  const settings = readSettings(paths.settingsFile);
  if (!settings.ok) return fail(settings.failure);
  const now = new Date();
  const shown = await look(paths, settings.value, now);
  if (options.json) sayJson<'schedule'>(shown);
  else describe(ownLanguage(), shown, now).forEach(say);
  return EXIT.completed;
}

type Shown = JsonOutput<'schedule'>;

async function lockedKeyOf({ host }: Settings): Promise<string | null> {
  const programs = findSshPrograms();
  if (host.kind === 'local' || !programs.ok) return null;
  return (await findLockedKey(programs.value, host)) ?? null;
}

async function look(paths: UserPaths, settings: Settings, now: Date): Promise<Shown> {
  const notDue = findNotDue(paths, now);
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

function describe(
  language: Language,
  { schedule, next, installed, pausedUntil, heldBack, lockedKey }: Shown,
  now: Date,
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
    lines.push(isNoCron ? say.startCron : say.setRight(describeSchedule(schedule).toLowerCase()));
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

function scheduleIn({ words }: Language, schedule: Schedule): string {
  const say = words.terminal.schedule;
  switch (schedule.kind) {
    case 'off':
      return say.off;
    case 'hours':
      return say.hours(schedule.every);
    case 'daily':
      return say.daily(schedule.at);
    case 'weekly':
      return say.weekly(words.settings.schedule.weekdays[schedule.on], schedule.at);
  }
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
