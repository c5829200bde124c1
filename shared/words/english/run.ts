/** A run while it goes, and how one ended. */
import type { Formats } from '../formats';

export const runWords = (formats: Formats) => ({
  backingUpTo: (host: string) => `Backing up to ${host}`,
  checkingHost: (host: string) => `Checking the way to ${host}`,
  making: 'Getting ready',
  waiting: 'Waiting for the host',
  reading: 'The host is reading',
  readingHere: 'Reading',
  closing: 'Closing',
  startedAt: (time: string, ago: string) => `started ${time}, ${ago}`,
  soFar: (bytes: string) => `${bytes} so far`,
  files: (count: number) => formats.counted(count, { one: 'file', other: 'files' }),
  rate: (bytes: string) => `${bytes}/s`,
  ofRoot: (root: string) => `in ${root}`,
  timeLeftUnknown: 'nobody can know yet how long it takes',
  tookLastTime: (duration: string) => `not known yet; the last one took ${duration}`,
  progress: 'Progress of the backup',
  /** As it is said once it is done, and before. */
  stepsDone: { asked: 'asked', 'let-in': 'let in', reading: 'read', closing: 'closed' },
  steps: { asked: 'ask', 'let-in': 'let in', reading: 'read', closing: 'close' },
  stepsNow: { asked: 'asking', 'let-in': 'letting in', reading: 'reading', closing: 'closing' },
  stepsLabel: 'Steps of this run',
  stepDone: 'done',
  stepNow: 'now',
  stepToCome: 'to come',
  doorClosed: 'Nobody can come in yet.',
  doorOpen: 'The host can come in once, to read. It is locked out again when this ends.',
  canRead: (peer: string | undefined, since: string | undefined) =>
    [
      peer === undefined ? 'The host' : `The host (${peer})`,
      since === undefined ? 'can read now.' : `has been let in to read since ${since}.`,
      'It is locked out again when this ends.',
    ].join(' '),
  lockedOut: 'The host is locked out again.',
  /** The store is on this machine. */
  readsHere: 'Your files are copied to the disk. Nobody is let in for that.',
  doneHere: 'Everything is read. Nobody was let in for it.',
  elsewhere: (pid: number) =>
    `Started by another program of yours (process ${pid}), such as the timer or a terminal. It can be cancelled there.`,
  cancelling: 'Cancelling',
  failedAt: (time: string) => `The backup of ${time} failed`,
  partialAt: (time: string) => `The backup of ${time} has gaps`,
  gapsMean: (count: number | undefined) =>
    count === undefined
      ? 'Some files could not be read. Everything else is kept.'
      : `${formats.counted(count, { one: 'file', other: 'files' })} could not be read. Everything else is kept.`,
  gapsNext: 'Make them readable for you, or leave them out.',
  seeThem: 'See which',
  tryAgain: 'Try again',
  openLog: 'Open the log',
  useStoreAsWell: 'Use this store as well',
  useStoreInstead: 'Use this store instead',
  goTo: { settings: 'Change the settings', excludes: 'See what is left out' },
  openExcludes: 'Open the exclude list',
  openSettings: 'Open the settings file',
  nothingUntilUsable: 'No backup is made until they can be. Earlier backups are untouched.',
  earlierKept: 'Earlier backups are untouched.',
});
