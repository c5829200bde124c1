/** Space: what takes it, and what of it is backed up. */
import type { PassedOver } from '../../passed-over';
import type { Formats } from '../formats';

const PASSED_OVER = {
  blank: { one: 'empty line', other: 'empty lines' },
  complaint: { one: 'complaint of du', other: 'complaints of du' },
  prompt: { one: 'prompt or command', other: 'prompts or commands' },
  total: { one: 'grand total', other: 'grand totals' },
  other: { one: 'line that is no entry', other: 'lines that are no entries' },
} as const;

export const spaceWords = (formats: Formats) => ({
  title: 'Space',
  picture: 'What takes the space, as nested boxes',
  asking: 'Looking at the disk',
  firstLook: 'The first boxes will be here in a moment.',
  nothingYet: 'Nothing has been looked at.',

  onDisk: (bytes: string) => `${bytes} on disk`,
  ofContents: (bytes: string) => `${bytes} of contents`,
  willBeBackedUp: (bytes: string) => `${bytes} will be backed up`,
  seenSoFar: (bytes: string) => `${bytes} seen so far`,

  scanning: (entries: number, duration: string) =>
    `Looking: ${formats.counted(entries, { one: 'entry', other: 'entries' })} in ${duration}`,
  stop: 'Stop',
  stopped: 'Stopped, so this is not all',
  tooLarge: 'More entries than can be held, so this is not all',
  lookAgain: 'Look again',
  otherFolder: 'Look at another folder',
  openList: 'Open a list of du or ncdu',
  more: 'More',
  notSetUp: 'Not set up yet: this is your home folder, and nothing is judged.',
  excludesUnreadable: 'The exclude list cannot be read, so nobody can say what will be backed up.',

  list: {
    banner: (name: string) => `${name}: a list made elsewhere. Nothing can be left out in it.`,
    close: 'Back to this laptop',
    pasted: 'Pasted list',
    reading: 'Reading the list',
    passedOver: ({ kind, lines, firstLine, first }: PassedOver) => {
      const what = formats.counted(lines, PASSED_OVER[kind]);
      const where =
        lines === 1 ? `line ${formats.count(firstLine)}` : `from line ${formats.count(firstLine)} on`;
      return `Passed over: ${what}, ${where}${first === '' ? '' : `: ${first}`}`;
    },
  },

  view: 'View',
  measure: 'Sizes',
  measures: { used: 'Space on disk', apparent: 'Length of contents' },
  colour: 'Colours',
  colours: { kind: 'By kind', age: 'By age', excluded: 'By what is left out' },
  order: 'Order',
  orders: { largest: 'Largest first', oldest: 'Oldest first' },
  columns: 'Columns',
  hideExcluded: 'Hide what is left out',
  showList: 'List',
  search: 'Search names',
  here: 'Where you are',
  everything: 'Everything',

  kinds: {
    documents: 'Documents',
    pictures: 'Pictures',
    music: 'Music',
    films: 'Films',
    archives: 'Archives',
    'disk-images': 'Disk images',
    code: 'Text and code',
    programs: 'Programs',
    other: 'Other',
  },
  ages: {
    week: 'Up to a week',
    month: 'a month',
    'half-year': 'half a year',
    year: 'a year',
    'three-years': '3 years',
    older: 'older',
  },
  kept: 'Backed up',
  leftOut: 'Left out',
  outside: 'Not in what is backed up',
  legend: 'What the colours mean',

  smaller: (count: number) => `${formats.count(count)} smaller`,
  notReadable: (name: string) => `${name}: not readable`,
  couldNotBeRead: 'could not be read',
  notEntered: 'another file system',
  share: (percent: string) => `${percent} of all`,
  entries: (count: number) => formats.counted(count, { one: 'entry', other: 'entries' }),
  changed: (age: string) => `changed ${age}`,
  leftOutBy: (line: number, rule: string) => `left out by line ${formats.count(line)}: ${rule}`,
  keptOfIt: (bytes: string) => `${bytes} of it backed up`,
  keptBy: (line: number, rule: string) => `kept by line ${formats.count(line)}: ${rule}`,

  menu: {
    leaveOutFolder: 'Leave out this folder',
    leaveOutFile: 'Leave out this file',
    leaveOutEnding: (ending: string) => `Leave out all *.${ending}`,
    leaveOutPreset: (title: string) => `Leave out everything under “${title}”`,
    presets: {
      caches: 'Caches',
      packages: 'Downloaded packages',
      'node-modules': 'node_modules',
      'build-outputs': 'Build outputs',
      'virtual-machines': 'Virtual machines and containers',
      trash: 'Trash',
      steam: 'Steam games',
      downloads: 'Downloads',
      media: 'Films and disc images',
      marked: 'Marked by their programs',
    } as Record<string, string>,
    showRule: (line: number) => `Show the rule (line ${formats.count(line)})`,
    showInFiles: 'Show in the file manager',
    copyPath: 'Copy the path',
  },
  undo: (rule: string) => `Undo “${rule}”`,
  done: (rules: string, bytes: string) => `${rules} is left out from now on: ${bytes} less.`,
  doneMany: (rules: number, bytes: string) =>
    `${formats.counted(rules, { one: 'rule', other: 'rules' })} added: ${bytes} less.`,
  doneNothing: (rules: string) => `${rules} is left out from now on.`,
  undone: 'The exclude list is as it was before.',
  already: (line: number, rule: string) => `It is left out already, by line ${formats.count(line)}: ${rule}`,
  alreadyAll: 'All of these rules are in the list already.',
  isRoot: 'This is backed up as a whole. To leave it out, take it out of the folders in the settings.',
  inNoRoot: 'It is in none of the folders that are backed up.',
  notPossible: 'This cannot be left out from here.',
  copied: 'The path is copied.',

  lists: {
    name: 'Lists',
    here: 'Here',
    folders: 'Folders',
    files: 'Files',
    types: 'Types',
    unreadable: 'Not readable',
    found: 'Found',
  },
  listCaption: (list: string, shown: number, all: number) =>
    shown === all ? list : `${list}: the largest ${formats.count(shown)} of ${formats.count(all)}`,
  nothingFound: 'No name holds this.',
  nothingHere: 'Nothing is in here.',
  noEnding: 'Without an ending',
  columnsOfList: {
    name: 'Name',
    size: 'Size',
    files: 'Entries',
    age: 'Changed',
    backup: 'In the backup',
    action: 'Leave out',
  },
  inBackup: 'yes',
  partlyInBackup: (bytes: string) => `only ${bytes}`,
  notInBackup: 'no',
  leaveOut: 'Leave out',
  leaveOutName: (name: string) => `Leave out ${name}`,
  unreadableCount: (count: number) =>
    `${formats.counted(count, { one: 'place', other: 'places' })} could not be read`,
});
