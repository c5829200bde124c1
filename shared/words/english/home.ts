/** Home: am I safe? */
import type { Formats } from '../formats';

export const homeWords = (formats: Formats) => ({
  lastGood: 'Last good backup',
  noneYet: 'None yet',
  noneHereYet: (age: string, host: string) =>
    `Nothing is kept here yet. The last good backup, ${age}, went to ${host}.`,
  notSetUp: 'Not set up yet',
  settingsUnusable: 'The settings cannot be used',
  meaning: {
    good: 'Up to date',
    due: 'The next one is due',
    overdue: 'Overdue',
    gaps: 'With gaps',
    doubtful: 'Not all of it is as it should be',
    paused: 'Paused',
    failed: 'The last try failed',
    alarm: 'Needs your answer',
    /** Nothing was ever kept. */
    never: 'Nothing of this laptop is kept elsewhere yet',
  },
  to: (host: string) => `to ${host}`,
  changed: (bytes: string) => `${bytes} changed`,
  took: (duration: string) => `took ${duration}`,
  noDetails: 'the host gives no figures',
  backUpNow: 'Back up now',
  cancel: 'Cancel',

  next: 'Next',
  nextPaused: (when: string) => `paused until ${when}`,
  nextBecause: (because: string) => `Waiting: ${because}`,
  nextByHand: 'only when you press “Back up now”',
  nextDue: 'due now',
  nextAt: (day: string, time: string) => `${day} at ${time}`,
  setSchedule: 'Set a schedule',
  pause: 'Pause',
  pauseHour: 'For 1 hour',
  pauseTomorrow: 'Until tomorrow',
  goOn: 'Go on',

  proof: 'Proof',
  proven: (age: string, files: number) =>
    `Proven ${age}: ${formats.counted(files, { one: 'file', other: 'files' })} byte for byte`,
  unproven: {
    'include-rules': 'Not proven: your list of excludes brings files in by rules of its own (“+ …”)',
    failed: 'Not proven in the last backup; its log says why',
  },
  readWithin: (days: number) =>
    `all of it read within ${formats.counted(days, { one: 'day', other: 'days' })}`,
  notReadYet: 'not all of it read again yet',
  doubtful: 'A backed-up file is not as it should be',
  badFiles: (count: number) =>
    `${formats.counted(count, { one: 'file', other: 'files' })} in the store ${count === 1 ? 'is' : 'are'} not as backed up. What this laptop still has comes again with the next backup; older snapshots keep the bad copy.`,
  differentFiles: (count: number) =>
    `${formats.counted(count, { one: 'file', other: 'files' })} here and in the store ${count === 1 ? 'differs' : 'differ'} though size and time are the same. What is here is fetched again with the next backup.`,

  kept: 'Space',
  keptSize: (bytes: string, files: number) =>
    `${bytes} in ${formats.counted(files, { one: 'file', other: 'files' })} are backed up`,
  keptUnknown: 'known after the first backup that reports figures',
  whatTakesIt: 'What takes it',
  what: 'Folders',
  whatIsLeftOut: 'What is left out',

  getFilesBack: 'Get files back',

  lastRuns: (count: number) =>
    count === 0 ? 'Last runs' : count === 1 ? 'Last run' : `Last ${formats.count(count)} runs`,
  noRuns: 'Each run will leave a bar here: the taller, the more had changed.',
  barsMean: 'bar: how much had changed · line: how long it took',
  askingRuns: 'Reading the history',
  allRuns: 'All runs',

  noTray:
    'Your desktop shows no tray icons, so this window opens instead. A backup under way goes on when it is closed.',
});
