/** What is said of the failures that come up on the laptop: settings, exclude list, folders, programs, window. */
import { EXIT } from './exit-codes';
import { formatBytes } from './words';
import type { FailureCode, FailureText } from './failures';
import { installCommand, SSH_SERVER_OFF, startsServer } from './install-advice';
import { runCheck } from './next-steps';

export const LAPTOP_FAILURE_TEXTS = {
  'settings-missing': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ path }) => `Latchkey is not set up yet: there is no ${path}.`,
    nextStep: () => 'Run "latchkey --init --local DIR" or "latchkey --init --host USER@HOST".',
  },
  'settings-broken': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ path, detail }) => `The settings in ${path} are not valid: ${detail}`,
    nextStep: () => 'Correct the file, or move it away and run "latchkey --init". It was left as it is.',
  },
  'settings-newer': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ path, version }) =>
      `The settings in ${path} are from a newer Latchkey (version ${version}).`,
    nextStep: () => 'Update Latchkey. The file was left as it is.',
  },
  'settings-changed': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ path }) =>
      `The settings in ${path} were changed by another program meanwhile, and were left as they are.`,
    nextStep: () => 'Look at the settings as they are now, then try again.',
  },
  'settings-unwritable': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ path, detail }) =>
      `The settings in ${path} could not be written, and are as they were: ${detail}.`,
    nextStep: () => 'Make room on that disk, or make the file and its directory writable for you.',
  },
  'destination-unknown': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ name }) => `There is no destination called "${name}".`,
    nextStep: ({ names }) => `Name one of these: ${names.join(', ')}.`,
  },
  'destination-taken': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ what, name }) =>
      what === 'name'
        ? `There is already a destination called "${name}".`
        : `The destination "${name}" is already at that place.`,
    nextStep: ({ what }) =>
      what === 'name' ? 'Choose another name.' : 'Change that one, or choose another place.',
  },
  'destination-last': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ name }) => `"${name}" is the only destination.`,
    nextStep: () =>
      'Add another one first; or switch the schedule off, so that no backups are made by themselves.',
  },
  'destination-unnamed': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: () => 'There are several destinations, and this is about one of them.',
    nextStep: ({ names }) => `Say which one with --to: ${names.join(', ')}.`,
  },
  'schedule-not-installed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The timer for scheduled backups could not be changed: ${detail}.`,
    nextStep: () =>
      'Install cron (sudo apt install cron) and try again, or have "latchkey --run --if-due --quiet" started every 15 minutes by other means.',
  },
  'autostart-unwritable': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ detail }) => `Latchkey will not start when you log in: ${detail}.`,
    nextStep: () => 'Make the autostart folder writable for you, then try again in the settings.',
  },
  'exclude-list-unreadable': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ path, detail }) => `The exclude list ${path} cannot be read: ${detail}.`,
    nextStep: () =>
      'Make the file readable. Without it, nothing is backed up, so that nothing private leaks.',
  },
  'exclude-list-gone': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ path }) =>
      `The exclude list ${path} was there at the last backup and is not now: nothing was backed up, so that nothing private leaks.`,
    nextStep: ({ path }) =>
      `Put it back. If you want to exclude nothing from now on, make an empty one: touch ${path}`,
  },
  'exclude-list-too-large': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ path, bytes, most }) =>
      `The exclude list ${path} would be ${formatBytes(bytes)} long; at most ${formatBytes(most)} is accepted, since the host keeps it with each backup.`,
    nextStep: () => 'Shorten it: one pattern can stand for many paths.',
  },
  'exclude-list-refused': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ path, line, detail }) =>
      line === null
        ? `The exclude list ${path} is refused by rsync: ${detail}.`
        : `Line ${line} of the exclude list ${path} is a sign without a pattern: rsync refuses the whole list because of it.`,
    nextStep: () => 'Complete the line or take it out; "latchkey --exclude list" shows it.',
  },
  'exclude-list-unwritable': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ path, detail }) =>
      `The exclude list ${path} could not be written, and is as it was: ${detail}.`,
    nextStep: () => 'Make room on that disk, or make the file and its directory writable for you.',
  },
  'exclude-list-changed': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ path }) =>
      `The exclude list ${path} was changed by another program meanwhile, and was left as it is.`,
    nextStep: () => 'Look at the list as it is now, then try again.',
  },
  'name-not-expressible': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ path }) => `No rule can name ${path}: a line of the exclude list cannot hold such a name.`,
    nextStep: () => 'Rename it, exclude the folder around it, or use a "?" in place of the character.',
  },
  'root-unreadable': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ root, detail }) => `The directory ${root} cannot be read: ${detail}.`,
    nextStep: () => 'Correct "roots" in the settings, or mount the directory.',
  },
  'root-not-mounted': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ root }) => `The folder ${root} is empty: is its disk mounted?`,
    nextStep: () =>
      'Mount it and back up again. If it is meant to be empty, take it out of the settings or put a file into it.',
  },
  'store-inside-root': {
    exitCode: EXIT.settings,
    severity: 'failed',
    sentence: ({ directory, root }) =>
      `The backup store ${directory} lies inside ${root}, which is backed up.`,
    nextStep: ({ directory }) => `Exclude it (add the line "${directory}/" to the exclude list) or move it.`,
  },
  'store-missing': {
    exitCode: EXIT.hostUnreachable,
    severity: 'attention',
    sentence: ({ directory, locked = [] }) =>
      locked.length === 0
        ? `The backup store ${directory} is not there.`
        : `The backup store ${directory} is not there. Plugged in and locked: ${locked.join(', ')}.`,
    nextStep: ({ locked = [] }) =>
      locked.length === 0
        ? 'Plug the disk in and mount it, or create the directory.'
        : 'Unlock the disk in the file manager, which asks for its password; or plug in the right one.',
  },
  'already-running': {
    exitCode: EXIT.alreadyRunning,
    severity: 'attention',
    sentence: ({ pid }) => `A backup is already running (process ${pid}).`,
    nextStep: () => 'Wait for it; "latchkey --status" shows how far it is.',
  },
  'program-missing': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ program }) => `The program ${program} is not installed.`,
    nextStep: ({ package: name }) =>
      startsServer(name)
        ? `Install it: ${installCommand(name)}. Debian then starts an ssh server on port 22, which Latchkey does not need; switch it off: ${SSH_SERVER_OFF}`
        : `Install it: ${installCommand(name)}`,
  },
  'program-not-started': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ program, detail }) => `The program ${program} could not be started: ${detail}.`,
    nextStep: () =>
      'If this machine lacks processes or memory, close programs or raise the limits ("ulimit -a" shows them), then try again.',
  },
  'call-key-failed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ path, detail }) => `The key for the calls, ${path}, could not be made: ${detail}.`,
    nextStep: ({ path }) =>
      `If half of an older key is there (${path} or ${path}.pub), move it away, then try again.`,
  },
  'one-time-key-failed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The one-time key could not be made: ${detail}.`,
    nextStep: () => runCheck,
  },
  'run-directory-failed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ directory, detail }) =>
      `The private directory of the run could not be made${directory === undefined ? '' : ` in ${directory}`}: ${detail}.`,
    nextStep: ({ directory }) =>
      directory === undefined
        ? runCheck
        : `Make room in ${directory}, or make it writable for you, then back up again.`,
  },
  'state-unwritable': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ directory, detail }) => `Latchkey cannot write in ${directory}: ${detail}.`,
    nextStep: ({ directory }) =>
      `Make room on that disk, or make ${directory} writable for you, then back up again.`,
  },
  'rsync-unusable': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ detail }) => `The program rsync does not run on this machine: ${detail}.`,
    nextStep: () =>
      'If it lacks processes or memory, close programs or raise the limits ("ulimit -a" shows them), then back up again.',
  },
  'port-taken': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ port }) => `Port ${port} is taken by another program.`,
    nextStep: () => 'Set another callbackPort in the settings, or 0 for any free one.',
  },
  'request-refused': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The window asked for something that it may not have: ${detail}.`,
    nextStep: () => 'Close the window and open it again. If that does not help, this is a bug: report it.',
  },
  'hold-not-released': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ detail }) => `The older backups are still held: ${detail}.`,
    nextStep: () => 'Try again when no backup is running.',
  },
  'not-opened': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ detail }) => `It could not be opened: ${detail}.`,
    nextStep: () => 'Choose a program for such files in your desktop, or open it by hand.',
  },
  'not-trashed': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ path, why, detail }) =>
      `"${path}" was not moved: ${
        {
          changed: 'something else is there now',
          mounted: 'another file system is mounted in it',
          'no-trash': 'its file system has no trash that you may use',
          'is-trash': 'it belongs to the trash',
          'is-root': 'it is the folder that was scanned',
          refused: detail,
        }[why]
      }.`,
    nextStep: ({ why }) =>
      why === 'changed' ? 'Look at its folder again.' : 'Look at it in the file manager.',
  },
  'not-put-back': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ path, why, detail }) =>
      `"${path}" was not put back: ${
        {
          gone: 'it is not in the trash any more',
          taken: 'something else has its place',
          'no-folder': 'the folder that it was in is not there any more',
          refused: detail,
        }[why]
      }.`,
    nextStep: ({ why }) =>
      why === 'gone' ? 'Look for it in your backups.' : 'Take it out of the trash in the file manager.',
  },
  'export-unwritable': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ path, detail }) => `The history could not be written to ${path}: ${detail}.`,
    nextStep: () => 'Choose another place, where you may write and there is room.',
  },
  'usage-list-unreadable': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ detail }) => `This is not a list that du or ncdu wrote: ${detail}.`,
    nextStep: () => 'Make one with "du -0ak DIR" or "ncdu -o FILE DIR", and open that.',
  },
  'usage-service-ended': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: () => "Latchkey's disk scanner stopped. Backups are not affected.",
    nextStep: () => 'Look again. If it stops again, there may be too little memory for so many files.',
  },
  internal: {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `Latchkey itself failed: ${detail}.`,
    nextStep: () => 'This is a bug. Report it with the log of the run.',
  },
} satisfies { [C in FailureCode]?: FailureText<C> };
