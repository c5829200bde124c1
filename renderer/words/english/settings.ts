/** Settings: how is it set up? */
import type { Starter } from '../../../shared/starter';
import type { Formats } from '../formats';
import { backupSettingsWords } from './backup-settings';

export const settingsWords = (formats: Formats) => ({
  title: 'Settings',
  index: 'Parts of the settings',
  asking: 'Reading the settings',
  missing: {
    title: 'Not set up yet',
    explain: 'There is nothing to change before Latchkey knows where the backups go.',
    setUp: 'Set up backups',
  },
  save: 'Save',
  discard: 'Discard',
  outdated:
    'Meanwhile this was changed in the settings file. What you wrote here is kept: Save puts it in place of that, Discard shows what the file says now.',
  ...backupSettingsWords(formats),
  schedule: {
    title: 'When',
    explain:
      'Counted from the last good backup. A backup that was missed is made up for as soon as it can be.',
    off: 'Only by hand',
    hours: 'Every few hours',
    daily: 'Every day',
    weekly: 'Every week',
    every: 'Hours between backups',
    at: 'Time',
    on: 'Day',
    weekdays: {
      monday: 'Monday',
      tuesday: 'Tuesday',
      wednesday: 'Wednesday',
      thursday: 'Thursday',
      friday: 'Friday',
      saturday: 'Saturday',
      sunday: 'Sunday',
    },
    wrongHours: `A whole number from ${formats.count(1)} to ${formats.count(168)}`,
    wrongTime: 'A time such as 22:00',
    setUpAgain: 'Set it up again',
    startedBy: {
      systemd: 'Started by a systemd timer of yours.',
      cron: 'Started by a line in your crontab.',
    },
    starterProblem: (problem: NonNullable<Starter['problem']>) => {
      switch (problem.kind) {
        case 'not-running':
          return 'But systemd does not run it.';
        case 'no-cron':
          return 'But no cron runs on this laptop that would read it.';
        case 'changed':
          return 'But it was changed by hand, and starts something else.';
        case 'launcher-gone':
          return `But ${problem.launcher}, which it starts, is not there any more.`;
      }
    },
    nothingStarts: 'Nothing on this laptop starts it while Latchkey is closed.',
  },
  pause: {
    title: 'Pause',
    none: 'Backups are not paused.',
    until: (when: string) => `Paused until ${when}.`,
  },
  start: {
    title: 'Start',
    autostart: 'Start Latchkey when you log in',
    explain: 'It then waits in the tray, without a window.',
  },
  look: {
    title: 'Look',
    theme: 'Colours',
    themes: { system: 'As the desktop', light: 'Light', dark: 'Dark' },
    language: 'Language',
    languageOfSystem: 'As the desktop',
  },
  files: {
    title: 'Files',
    explain: 'All of it is kept in plain files of yours.',
    settings: 'Open the settings file',
    excludes: 'Open the exclude list',
    logs: 'Open the log folder',
  },
  about: {
    title: 'About',
    version: (version: string) => `Latchkey ${version}`,
    what: 'Lets the backup host in once, for one connection, to read.',
    notices: 'Licences of the software inside',
  },
});
