/** What is said where snapshots are looked at and files come back. */
import { EXIT } from './exit-codes';
import { formatBytes } from './words';
import { parseSnapshotName } from './snapshot-name';
import type { FailureCode, FailureText } from './failures';

const grantThere =
  'On the host, run "latchkey-host --grant-restore" as the user that keeps the backups ("sudo -u bak latchkey-host --grant-restore", where that is bak): it shows a code.';
export const WAY_BACK_FAILURE_TEXTS = {
  'snapshot-not-there': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ snapshot, directory }) => `The snapshot ${snapshot} is not in ${directory}.`,
    nextStep: () =>
      'Plug in that disk. If it is there, the snapshot has since been removed, to thin out old ones: take a newer one.',
  },
  'snapshot-not-changed': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ detail }) => `The store answered: ${detail}.`,
    nextStep: () => 'If a backup is running there, wait until it has ended.',
  },
  'copy-no-room': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ directory, neededBytes, freeBytes }) =>
      `The files take ${formatBytes(neededBytes)}, and ${directory} has ${formatBytes(freeBytes)} free.`,
    nextStep: () => 'Choose a folder on another disk, or free space there.',
  },
  'copy-failed': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ detail }) => `The files could not be copied: ${detail}.`,
    nextStep: () => 'Choose another folder. The snapshot itself is untouched.',
  },
  'restore-needs-host': {
    exitCode: EXIT.restoreAtHost,
    severity: 'attention',
    sentence: ({ host }) => `The snapshots are on ${host}, which gives files back with a one-time code.`,
    nextStep: () =>
      `${grantThere} Then run this again in a terminal, which asks for the code; a script gives it with --code-from -, on the standard input.`,
  },
  'restore-not-granted': {
    exitCode: EXIT.restoreAtHost,
    severity: 'attention',
    sentence: ({ host }) => `No code is open for this machine on ${host}.`,
    nextStep: () => grantThere,
  },
  'restore-host-busy': {
    exitCode: EXIT.alreadyRunning,
    severity: 'attention',
    sentence: ({ host }) =>
      `Another connection with this machine's key is entering a code on ${host} right now.`,
    nextStep: () => 'Try again in a minute. If that was not you, look at the log on the host.',
  },
  'restore-code-wrong': {
    exitCode: EXIT.restoreAtHost,
    severity: 'attention',
    sentence: ({ host }) => `That is not the code that ${host} has shown.`,
    nextStep: ({ left }) =>
      left === 0
        ? `It was the third wrong one, so the code is void. ${grantThere}`
        : `Look at it again: ${left === 1 ? 'after one more wrong try' : `after ${left} more wrong tries`} it is void.`,
  },
  'restore-grant-void': {
    exitCode: EXIT.restoreAtHost,
    severity: 'failed',
    sentence: ({ host }) => `The code on ${host} is void: a wrong one was entered three times.`,
    nextStep: () =>
      `If that was not you, somebody else has this machine's key: the host's log says when. Otherwise: ${grantThere}`,
  },
  'restore-grant-used': {
    exitCode: EXIT.restoreAtHost,
    severity: 'attention',
    sentence: ({ host }) => `The code on ${host} was used already: it is good for one connection.`,
    nextStep: () => grantThere,
  },
  'restore-grant-expired': {
    exitCode: EXIT.restoreAtHost,
    severity: 'attention',
    sentence: ({ host }) => `The code on ${host} has expired.`,
    nextStep: () => `${grantThere} With --for 2h there is more time.`,
  },
  'restore-grant-ended': {
    exitCode: EXIT.restoreAtHost,
    severity: 'attention',
    sentence: ({ host, why }) =>
      why === 'time'
        ? `The time that ${host} had allowed ended before everything was fetched.`
        : `The permission to read on ${host} was taken back.`,
    nextStep: ({ why }) =>
      `Your files are as they were. ${grantThere}${why === 'time' ? ' With --for 2h there is more time.' : ''} "latchkey --resume" then continues a restore that had begun.`,
  },
  'restore-not-covered': {
    exitCode: EXIT.restoreAtHost,
    severity: 'attention',
    sentence: ({ host, snapshot }) => `Other snapshots may be read on ${host}, but not ${snapshot}.`,
    nextStep: ({ snapshot }) =>
      `On the host, run "latchkey-host --grant-restore --snapshots all", or "--snapshots ${snapshot}".`,
  },
  'restore-connection-lost': {
    exitCode: EXIT.hostUnreachable,
    severity: 'attention',
    sentence: ({ host, detail }) => `The connection to ${host} was lost: ${detail}.`,
    nextStep: () =>
      `Your files are as they were. The code is used up with the connection. ${grantThere} "latchkey --resume" then continues a restore that had begun.`,
  },
  'restore-host-too-old': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ host }) => `The Latchkey on ${host} is too old to give files back.`,
    nextStep: () =>
      'Update latchkey-host there to the version of this machine, or get the files with a login of your own: "Get files back" in the README has the command.',
  },
  'restore-more-than-listed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ host }) => `The host ${host} sends more than it has listed. The transfer was ended.`,
    nextStep: () => 'Your files are as they were. Check the store on the host: latchkey-host --check-store',
  },
  'restore-no-machine': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ directory, machine }) =>
      `There are no snapshots of a machine called ${machine} in ${directory}.`,
    nextStep: () =>
      'Plug in the right disk. If this machine had another name then, put that into the settings ("machine").',
  },
  'restore-no-snapshot': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ when }) => {
      if (when === '') return 'There are no snapshots yet.';
      return parseSnapshotName(when) === undefined
        ? `There is no snapshot of that time or before: ${when}.`
        : `There is no snapshot called ${when}.`;
    },
    nextStep: () => 'Run "latchkey --snapshots" to see which there are.',
  },
  'restore-no-path': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ path }) => `That snapshot has no ${path}.`,
    nextStep: ({ path, last }) =>
      last === null
        ? `Run "latchkey --versions PATH" to see which snapshots have ${path}.`
        : `The newest that has it is ${last}: say --at ${last}.`,
  },
  'restore-unanswered': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The store could not be read: ${detail}.`,
    nextStep: () => 'Check the store: latchkey-host --check-store --store DIR',
  },
  'restore-no-place': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ directory }) => `Nothing can be put into ${directory}.`,
    nextStep: () => 'Nothing was changed. Choose a folder that you may write in: --to DIR.',
  },
  'restore-fetch-failed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ detail }) => `The files could not be fetched from the snapshot: ${detail}.`,
    nextStep: () =>
      'Your files are as they were. Run "latchkey --resume" to continue; what was fetched is not fetched again.',
  },
  'restore-not-proven': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ path }) => `What was fetched of ${path} is not what the snapshot has.`,
    nextStep: () =>
      'Your files are as they were. Run "latchkey --resume" to fetch it again; if that fails too, check both disks.',
  },
  'restore-archive-taken': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ file }) => `The file ${file} is already there.`,
    nextStep: () => 'It was left as it is. Give the archive another name.',
  },
  'restore-archive-failed': {
    exitCode: EXIT.failed,
    severity: 'failed',
    sentence: ({ file, detail }) => `The archive ${file} could not be written: ${detail}.`,
    nextStep: () =>
      'Nothing has that name. "latchkey --resume" goes on with what was fetched, "latchkey --undo" gives it up.',
  },
  'restore-cut-short': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: () => 'The restore was cut short before all files were back.',
    nextStep: () =>
      'Go on with it ("latchkey --resume"): what is back stays, and what was fetched is not fetched again.',
  },
  'restore-none': {
    exitCode: EXIT.failed,
    severity: 'attention',
    sentence: ({ wanted }) =>
      wanted === 'resume' ? 'There is no restore to go on with.' : 'There is no restore to undo.',
    nextStep: ({ wanted }) =>
      wanted === 'resume'
        ? 'Run "latchkey --restore PATH" to begin one.'
        : 'A restore can be undone for seven days.',
  },
  'restore-busy': {
    exitCode: EXIT.alreadyRunning,
    severity: 'attention',
    sentence: ({ pid }) => `A restore is running already (process ${pid}).`,
    nextStep: () => 'Wait until it ends, or cancel it there.',
  },
} satisfies { [C in FailureCode]?: FailureText<C> };
