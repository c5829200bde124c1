/** History: what happened? */
import type { Formats } from '../formats';

export const historyWords = (formats: Formats) => ({
  title: 'History',
  asking: 'Reading the history',
  empty: 'No run yet. The first one will be listed here.',
  nothingShown: 'None of the runs is of this kind.',
  show: 'Show',
  filters: { all: 'All runs', good: 'Good backups', trouble: 'Failed or with gaps', skipped: 'Held back' },
  runs: (count: number) => formats.counted(count, { one: 'run', other: 'runs' }),
  newestOnly: (count: number) => `The newest ${formats.count(count)} are listed.`,
  list: 'Runs, newest first',
  results: {
    completed: 'Backed up',
    partial: 'Backed up with gaps',
    failed: 'Failed',
    cancelled: 'Cancelled',
    skipped: 'Held back',
  },
  changedFiles: (count: number) => formats.counted(count, { one: 'file changed', other: 'files changed' }),
  choose: 'Choose a run to see what happened in it.',
  details: 'What happened in this run',
  tryAgainBy: (until: string) => `It is tried again ${until}.`,
  /** As the engine wrote it down. */
  cancelReason: (reason: string) => reason,
  cancelledBecause: (reason: string) => `Cancelled: ${reason}. Earlier backups are untouched.`,
  noFigures: 'The host ended without an error. It reports no figures.',
  emptySnapshot: 'The snapshot holds no files. If you expected some, look at the exclude list.',
  facts: {
    started: 'Started',
    took: 'Took',
    host: 'To',
    folders: 'Folders',
    snapshot: 'Snapshot',
    base: 'Shares with',
    first: 'nothing: it is the first',
    sent: 'Changed',
    whole: 'Whole snapshot',
    vanished: 'Gone meanwhile',
    compared: 'Compared',
    healed: 'Healed',
  },
  sizeOf: (bytes: string, files: number) =>
    `${bytes} in ${formats.counted(files, { one: 'file', other: 'files' })}`,
  vanished: (count: number) =>
    `${formats.counted(count, { one: 'file', other: 'files' })}; normal on a system in use`,
  turnedAway: (addresses: string) => `Turned away at the door: ${addresses}.`,
  refusedCommands: (count: number, reasons: string) =>
    `The guard refused ${formats.counted(count, { one: 'command', other: 'commands' })}: ${reasons}.`,
  unreadable: (count: number) =>
    `${formats.counted(count, { one: 'path', other: 'paths' })} could not be read`,
  unreadableFirst: (shown: number) => `The first ${formats.count(shown)} are listed.`,
  inFolder: (count: number) => formats.counted(count, { one: 'path', other: 'paths' }),
  exportAll: 'Export as JSON',
  filesBack: {
    title: 'Get files back',
    find: 'Find files of this backup',
    here: 'Or copy the files of this snapshot into a new folder, and take what you need from there.',
    copy: 'Copy files to…',
    cancel: 'Cancel',
    copying: 'Copying. This may take a while.',
    copied: (place: string) => `The files are in ${place}.`,
    incomplete: 'Some could not be copied in full: devices, or what that disk cannot hold.',
  },
  own: {
    label: 'Label (optional)',
    pin: 'Pin',
    pinMeans: 'A pinned snapshot stays, whatever the settings say about old backups.',
    pinned: (label: string) => (label === '' ? 'Pinned: it stays.' : `Pinned: ${label}.`),
    unpin: 'Unpin',
    delete: 'Delete this snapshot…',
    deleteTitle: 'Delete this snapshot?',
    deleteMeans:
      'Files that are in no other snapshot are gone for good. Other snapshots stay complete: what they share with this one stays.',
    deleteIt: 'Delete it',
    deleted: 'This snapshot is deleted.',
  },
  exportRun: 'Export this run as JSON',
  exported: (runs: number, file: string) =>
    `${formats.counted(runs, { one: 'run is', other: 'runs are' })} in ${file}.`,
  log: 'Log',
  logAsking: 'Reading the log',
  logEmpty: 'Nothing was logged in this run.',
  logSearch: 'Search the log',
  logLines: (shown: number, all: number) =>
    shown === all
      ? formats.counted(all, { one: 'line', other: 'lines' })
      : `${formats.count(shown)} of ${formats.counted(all, { one: 'line', other: 'lines' })}`,
  logNone: 'No line has these words.',
  openLogFolder: 'Open the log folder',
});
