/** `latchkey --schedule`: shows when backups happen and what sees to it, or changes that. */
import { describeFailure } from '../../shared/describe-failure';
import { EXIT } from '../../shared/exit-codes';
import type { Failure } from '../../shared/failures';
import { NO_AGENT } from '../../shared/install-advice';
import { describeMoment, describeSchedule, parseSchedule, SCHEDULE_FORMS } from '../../shared/schedule-words';
import type { Schedule, Settings } from '../../shared/settings';
import { describeSkip, type Skip } from '../../shared/skips';
import { findSshPrograms } from '../run/programs';
import { findNotDue, findSkip } from '../run/hold-back';
import { applySchedule } from '../schedule/apply-schedule';
import { readInstalledSchedules } from '../schedule/install-schedule';
import type { InstalledSchedule } from '../schedule/installed-schedule';
import { readPause } from '../schedule/pause';
import { findLockedKey } from '../ssh/login-keys';
import { readSettings } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { describeNext, describeStarter } from './describe-schedule';
import { findLauncher } from './own-program';
import { complain, say, sayJson } from './terminal';

/** Without `schedule` it is shown. */
export interface ScheduleOptions {
  json: boolean;
  schedule?: Schedule;
}

/** From the words behind `--schedule`; otherwise what is wrong with them. */
export function parseScheduleWords(words: readonly string[], json: boolean): ScheduleOptions | string {
  if (words.length === 0) return { json };
  const text = words.join(' ');
  const schedule = parseSchedule(text);
  return schedule === undefined
    ? `"${text}" is not a schedule; say ${SCHEDULE_FORMS} (hours from 1 to 168)`
    : { json, schedule };
}

export async function scheduleCommand(paths: UserPaths, options: ScheduleOptions): Promise<number> {
  if (options.schedule !== undefined) {
    const launcher = findLauncher(process.env);
    if (launcher === undefined) {
      return fail({
        code: 'schedule-not-installed',
        detail: 'bin/latchkey, which would be started, is not there',
      });
    }
    const applied = await applySchedule(paths, options.schedule, launcher);
    if (!applied.ok) return fail(applied.failure);
  }
  const settings = readSettings(paths.settingsFile);
  if (!settings.ok) return fail(settings.failure);
  const now = new Date();
  const shown = await look(paths, settings.value, now);
  if (options.json) sayJson(shown);
  else describe(shown, now).forEach(say);
  return EXIT.completed;
}

const START_CRON =
  'Start it ("sudo systemctl enable --now cron", on some systems "crond"); until then only the open app makes scheduled backups.';

interface Shown {
  schedule: Schedule;
  /** When the next one is tried; in the past: it is due. Null: by hand. */
  next: string | null;
  installed: (InstalledSchedule & { words: string })[];
  pausedUntil: string | null;
  /** What would skip it now. */
  heldBack: Skip | null;
  /** The path of a key that needs a passphrase, where no agent may be. */
  lockedKey: string | null;
}

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
    installed: installed.map((each) => ({ ...each, words: describeStarter(each) })),
    pausedUntil: readPause(paths, now)?.toISOString() ?? null,
    heldBack: skip ?? null,
  };
}

function describe(
  { schedule, next, installed, pausedUntil, heldBack, lockedKey }: Shown,
  now: Date,
): string[] {
  const isOff = schedule.kind === 'off';
  const lines = [
    `Schedule: ${describeSchedule(schedule)}`,
    `Next backup: ${describeNext(next === null ? undefined : new Date(next), now)}`,
  ];
  const starters = installed.map(({ words }) => words).join(', and ');
  if (!isOff || installed.length > 0) lines.push(`Started by: ${starters === '' ? 'nothing' : starters}`);
  if (!isOff && !installed.some(({ problem }) => problem === null)) {
    const isNoCron = installed.some(({ problem }) => problem?.kind === 'no-cron');
    lines.push(
      isNoCron
        ? START_CRON
        : `"latchkey --schedule ${describeSchedule(schedule).toLowerCase()}" sets that right.`,
    );
  }
  if (lockedKey !== null) lines.push(`The key ${lockedKey} has a passphrase. ${NO_AGENT}`);
  if (pausedUntil !== null) lines.push(`Paused until: ${describeMoment(new Date(pausedUntil), now)}`);
  else if (heldBack !== null) {
    const { because, until } = describeSkip(heldBack);
    lines.push(`A scheduled backup would wait now: ${because}. It is tried again ${until}.`);
  }
  return lines;
}

function fail(failure: Failure): number {
  const { sentence, nextStep, exitCode } = describeFailure(failure);
  complain(`${sentence} ${nextStep}`);
  return exitCode;
}
