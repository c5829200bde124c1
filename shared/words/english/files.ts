/** Files: where is what I lost, and how does it come back? Names and days are handed in as they are to be read. */
import type { FailureCode } from '../../failures';
import type { Formats } from '../formats';

/** What is put back: one thing by its name, or several by their number. */
export interface What {
  /** null: several. */
  name: string | null;
  files: number;
  bytes: string;
}

export const filesWords = (formats: Formats) => {
  const files = (count: number): string => formats.counted(count, { one: 'file', other: 'files' });
  const backups = (count: number): string => formats.counted(count, { one: 'backup', other: 'backups' });
  const what = ({ name, files: count, bytes }: What): string =>
    name === null
      ? `${files(count)} (${bytes})`
      : count > 1
        ? `${name} (${files(count)}, ${bytes})`
        : `${name} (${bytes})`;
  const present = (count: number): string => (count === 1 ? 'the present one' : 'the present ones');
  const within = (folder: string | null): string => (folder === null ? 'in its folder' : `in ${folder}`);

  return {
    title: 'Files',
    asking: 'Reading the backups',
    lookAgain: 'Look again',
    setUp: 'Set up backups',
    none: {
      title: 'No backups yet',
      meaning: 'After the first backup, its files can be found here.',
    },
    readFrom: (store: string) => `From ${store}`,
    openUntil: (store: string, time: string) => `From ${store}, open until ${time}`,
    onlyOne: (day: string) => `Only the backup of ${day} may be read.`,
    close: 'Close it now',
    /** What to do next, in this window; the terminal has its own. */
    next: {
      'restore-no-snapshot': 'Look again: it may have been deleted meanwhile.',
      'restore-no-path': 'Choose another day, or another folder.',
      'restore-unanswered': 'Look again. If it stays so, see whether the disk is whole.',
      'restore-no-place': 'Nothing was changed. Choose “Into another folder…”.',
      'restore-fetch-failed':
        'Your files are as they were. Press “Continue”; what was fetched is not fetched again.',
      'restore-not-proven':
        'Your files are as they were. Press “Continue” to fetch it again; if that fails too, look after both disks.',
      'restore-none': 'There is nothing to do.',
      'restore-busy': 'Wait for its end, or cancel it where it was started.',
    } satisfies Partial<Record<FailureCode, string>> as Partial<Record<FailureCode, string>>,

    locked: {
      lead: (host: string) => `Your backups are on ${host}. It opens them for this laptop with a code.`,
      onHost: (host: string) => `On ${host}, run this command`,
      otherwise: 'As another user there',
      copy: (index: number) => `Copy command ${formats.count(index)}`,
      code: 'Type the code that it shows',
      open: 'Open the backups',
      opening: (host: string) => `Connecting to ${host}`,
      allows:
        'With it this laptop may list and read its own backups, over one connection, for 15 minutes unless the command says otherwise. It cannot change or delete them.',
    },

    days: 'Backups, newest first',
    snapshot: {
      latest: 'newest',
      pinned: (label: string) => (label === '' ? 'pinned' : `pinned: ${label}`),
      looksWrong: 'looks wrong',
      gaps: (count: number) => `${formats.counted(count, { one: 'path', other: 'paths' })} missing`,
      changed: (name: string) => `${name} changed`,
    },
    at: (day: string, time: string) => `${day}, ${time}`,

    way: 'Where you are',
    top: 'Computer',
    sortBy: 'Sort by',
    orders: { name: 'Name', now: 'Now', size: 'Size', time: 'Changed' },
    ascending: 'ascending',
    descending: 'descending',
    entries: 'Folder as it was then',
    kinds: { file: 'File', directory: 'Folder', link: 'Link', device: 'Device', special: 'Special file' },
    now: { same: 'the same', changed: 'changed since', gone: 'gone now', folder: '' },
    leadsTo: (target: string) => `leads to ${target}`,
    pickName: 'Choose',
    reading: 'Reading this folder',
    empty: 'This folder was empty then.',
    shown: (folder: string, day: string, count: number) =>
      `${folder}, ${day}: ${formats.counted(count, { one: 'entry', other: 'entries' })}`,
    notThen: (folder: string) => `${folder} is not in this backup`,
    showLast: (day: string) => `Show it on ${day}`,
    goUp: 'Go up one folder',
    tooManyToPick: (most: number) =>
      `More than ${formats.count(most)} entries: go up and choose the folder itself.`,

    search: 'Search all backups',
    onlyGone: 'Only what is gone now',
    leaveSearch: 'Leave the search',
    searching: 'Searching',
    found: (count: number, more: boolean) =>
      more
        ? `More than ${formats.count(count)} found; a longer word finds fewer`
        : formats.counted(count, { one: 'found', other: 'found' }),
    foundNothing: 'Nothing has this in its name.',
    foundNothingGone: 'Nothing that is gone has this in its name.',
    results: 'Found in all backups',
    lastOn: (day: string) => `last on ${day}`,
    openFolder: 'Show in its folder',

    versions: 'Versions',
    versionsOf: (name: string) => `Versions of ${name}`,
    chooseForVersions: 'Choose a file to see its versions.',
    versionsAsking: 'Reading its versions',
    today: 'Today',
    notThere: 'not there',
    inBackups: (count: number, day: string) =>
      count === 1 ? `only on ${day}` : `${backups(count)}, until ${day}`,
    isNow: 'as it is now',
    look: 'Look',
    lookAt: (name: string, when: string) => `Look at ${name} of ${when}`,
    showThen: (time: string, day: string) => `${time}: show the folder of ${day}`,
    lookAsking: 'Fetching it to look at',
    lookTitle: (name: string, day: string) => `${name} on ${day}`,
    openCopy: 'Open a copy',
    copyOpened: 'A copy is opened. What you change in it changes neither the backup nor your file.',
    cut: 'This is the beginning; the file goes on.',
    lookNothing: {
      'other-kind': 'This kind of file cannot be shown here.',
      'too-large': 'This file is too large to be shown here.',
      'no-file': 'This is no file, so there is nothing to look at.',
    },

    choose: 'Choose what you want back.',
    onlyLeads: 'This folder only leads to what was backed up. Open it.',
    chosen: (count: number) => `${formats.count(count)} chosen`,
    chooseNone: 'Choose none',
    counting: 'Counting what comes back',
    otherWays: 'Other ways',
    ways: {
      beside: 'Beside the present ones',
      swap: 'In their place; the present ones are kept',
      'only-missing': 'Only what is missing',
      folder: 'Into another folder…',
    },
    nothingReplaced: 'Nothing that is there is changed.',
    put: {
      back: (of: What, day: string, folder: string | null) =>
        `Put ${what(of)} from ${day} back ${within(folder)}`,
      beside: (of: What, day: string, folder: string | null, taken: number) =>
        `Put ${what(of)} from ${day} beside ${present(taken)} ${within(folder)}`,
      swap: (of: What, day: string, folder: string | null, taken: number) =>
        `Put ${what(of)} from ${day} in place of ${present(taken)} ${within(folder)}`,
      missing: (of: What, day: string, folder: string | null) =>
        of.name === null
          ? `Put ${formats.counted(of.files, { one: 'missing file', other: 'missing files' })} (${of.bytes}) from ${day} back ${within(folder)}`
          : `Put what is missing of ${what(of)} from ${day} back ${within(folder)}`,
      folder: (of: What, day: string, folder: string) => `Put ${what(of)} from ${day} into ${folder}`,
      nothing: 'Nothing to put back',
    },
    comesAs: (name: string) => `It comes as “${name}”. The present one stays as it is.`,
    someTaken: (taken: number, name: string) =>
      taken === 1
        ? `One name is taken: that one comes as “${name}”.`
        : `${formats.count(taken)} names are taken: those come with the day in their name, such as “${name}”.`,
    swapKeeps: (taken: number): string =>
      taken === 1
        ? 'The present one stays, called “… (before restore)”.'
        : 'The present ones stay, called “… (before restore)”.',
    left: (count: number) =>
      count === 1
        ? 'One is there already and stays as it is.'
        : `${formats.count(count)} are there already and stay as they are.`,
    cannot: (count: number) =>
      count === 1 ? 'One cannot be put back:' : `${formats.count(count)} cannot be put back:`,
    because: (name: string, why: string) => `${name}: ${why}`,

    doing: {
      restore: (day: string) => `Putting back from ${day}`,
      resume: 'Continuing the restore',
      undo: 'Undoing the restore',
    },
    phases: {
      looking: 'looking at what is there',
      fetching: 'fetching',
      proving: 'comparing with the backup',
      placing: 'putting it in place',
    },
    progress: 'How far it is',
    bytesOf: (done: string, all: string) => `${done} of ${all}`,
    filesOf: (done: number, all: number) => `${formats.count(done)} of ${files(all)}`,
    cancel: 'Cancel',
    cancelling: 'Cancelling',

    result: {
      completed: (count: number) =>
        count === 1
          ? 'It is back'
          : `${formats.counted(count, { one: 'thing is', other: 'things are' })} back`,
      nothing: 'Nothing was missing',
      partial: 'Back, but not all of it',
      failed: 'It could not be put back',
      cancelled: 'Cancelled',
      undone: 'Undone',
    },
    resultFrom: (day: string, age: string) => `From ${day}, ${age}`,
    cancelledMeans: 'What came back until then stays. Nothing else was changed.',
    undoneMeans: 'Everything is as it was before.',
    placed: 'What came back',
    aside: (name: string) => `the present one is now “${name}”`,
    andMore: (count: number) => `and ${formats.count(count)} more`,
    refused: (count: number) => `${formats.count(count)} could not be put back`,
    rotten: (count: number) =>
      `${formats.count(count)} came back damaged: the disk with the backups has changed the contents. Look for an older version.`,
    notInFull: (count: number) =>
      `${formats.count(count)} came back without all of owner, group and attributes, which only the administrator can set.`,
    show: 'Show in the file manager',
    undo: 'Undo',
    undoUndone: {
      removed: (count: number) => `${formats.count(count)} taken away again`,
      returned: (count: number) => `${formats.count(count)} as before`,
    },
    undoKept: (count: number) =>
      count === 1
        ? 'One was worked on since, and stays:'
        : `${formats.count(count)} were worked on since, and stay:`,
    undoRefused: (count: number) => `${formats.count(count)} could not be taken back:`,
    done: 'Done',

    unfinished: {
      title: 'An earlier restore was cut short',
      meaning: (day: string, begun: string) =>
        `It was to bring back files from ${day}, begun ${begun}. Nothing is lost; what was fetched is still there.`,
      go: 'Continue',
    },

    history: {
      title: 'Files put back',
      from: (day: string) => `from ${day}`,
    },
  };
};
