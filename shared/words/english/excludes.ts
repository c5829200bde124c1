/** Excludes: the list, what its lines do, and how it is changed. */
import { describeDiagnostic, type DiagnosticKind } from '../../exclude-diagnostics';
import type { Formats } from '../formats';

export const excludesWords = (formats: Formats) => {
  const files = (count: number): string => formats.counted(count, { one: 'file', other: 'files' });
  const rules = (count: number): string => formats.counted(count, { one: 'rule', other: 'rules' });
  const lines = (count: number): string => formats.counted(count, { one: 'line', other: 'lines' });
  return {
    title: 'Excludes',
    asking: 'Reading the exclude list',
    openElsewhere: 'Open in your own editor',
    sizesFollow: 'Sizes come with a look at the disk.',
    noSizes: 'Without a look at the disk there are no sizes; the rules are checked all the same.',
    noRoots: 'Not set up yet: the rules are checked, sizes come with the set-up.',
    discard: 'Discard changes',
    unsaved: 'Not saved yet. The draft stays until you save or discard it.',
    line: (line: number) => `Line ${formats.count(line)}.`,
    happened: {
      merged: 'The file was changed elsewhere. Both changes are in your draft.',
      saved: 'Saved. The next backup follows it.',
      restored: 'Your unsaved changes are here again.',
    },

    files,
    leavesOut: (bytes: string, count: number) => `Leaves out ${bytes} in ${files(count)}.`,
    keeps: (bytes: string, count: number) =>
      `Keeps ${bytes} in ${files(count)} that other rules would leave out.`,
    alone: (bytes: string, include: boolean) =>
      include
        ? `Without this line ${bytes} less would be backed up.`
        : `Without this line ${bytes} would come back.`,
    odd: (kind: DiagnosticKind, about: number): string => describeDiagnostic(kind, about),
    /** On a button. */
    instead: ([first = '', ...more]: readonly string[]) =>
      `Write instead: ${first}${more.length > 0 ? ` and ${formats.counted(more.length, { one: 'more line', other: 'more lines' })}` : ''}`,
    /** In the gutter. */
    short: {
      refused: () => 'no name',
      discarded: () => 'too long',
      'nul-byte': () => 'NUL byte',
      'byte-order-mark': () => 'byte order mark',
      'windows-line-ends': () => '',
      'trailing-blank': () => 'ends in a blank',
      'leading-blank': () => 'begins with a blank',
      clears: () => 'forgets all above',
      'never-matches': () => 'matches no name',
      unreachable: (line: number) => `line ${formats.count(line)} is first`,
      'outside-roots': () => 'leads nowhere',
      'is-root': () => 'a whole folder',
      'above-root': () => 'a whole folder',
      'matches-nothing': () => '',
      'decides-nothing': () => 'decides nothing',
      'option-word': () => 'an option',
      quotes: () => 'quotes',
      'trailing-comment': () => 'comment behind',
      negation: () => '! for +',
      'sign-without-blank': () => 'blank missing',
      url: () => 'an address',
      'other-style': () => 'other style',
      'regular-expression': () => 'expression',
      'several-rules': () => 'several rules',
      'windows-path': () => 'Windows path',
      tilde: () => '~ is a name',
      variable: () => 'a variable',
      braces: () => 'alternatives',
      'shell-escape': () => 'backslash',
      'dot-part': () => '. is no name',
      'double-slash': () => 'two slashes',
    } satisfies Record<DiagnosticKind, (about: number) => string>,

    test: {
      label: 'Test a path',
      goTo: (line: number) => `Go to line ${formats.count(line)}`,
      leftOut: (path: string, line: number) => `Left out: line ${formats.count(line)} leaves out ${path}.`,
      leftOutWith: (path: string, at: string, line: number) =>
        `Left out: ${path} is in ${at}, which line ${formats.count(line)} leaves out.`,
      keptBy: (path: string, line: number) => `Backed up: line ${formats.count(line)} keeps ${path}.`,
      noRule: (path: string) => `Backed up: no rule matches ${path}.`,
      inNoRoot: (path: string) => `Not backed up: ${path} is in none of the folders that are.`,
      notThere: 'Nothing has that name now.',
      assumed: 'Not set up yet, so this is as if your home folder were backed up.',
    },

    presets: {
      title: 'Often left out',
      asking: 'Reading the presets',
      wouldSave: (size: string) => `would save ${size}`,
      some: (there: number, all: number) => `${formats.count(there)} of ${rules(all)} in the list`,
      /** Absent: as the engine says it. */
      why: {} as Record<string, string>,
    },

    save: {
      open: 'Save…',
      title: 'Save the exclude list',
      button: 'Save',
      lines: (added: number, removed: number) => `${lines(added)} added, ${formats.count(removed)} removed:`,
      sum: (before: string, after: string) => `${before} → ${after} will be backed up.`,
      sameSum: (bytes: string) => `${bytes} will be backed up, as before.`,
      emptied: 'These rules leave out nearly everything that is backed up. Is that what you want?',
      allTheSame: 'Save all the same',
      refused:
        'A line has a sign and no name: rsync would refuse the whole list, and no backup would be made.',
    },
    diff: {
      name: 'What changes',
      added: 'added',
      removed: 'removed',
      skipped: (count: number) => `${lines(count)} as before`,
    },
    conflict: {
      title: 'The file was changed elsewhere, in the same place as your draft',
      meaning: 'Nothing was overwritten. Your draft can be saved when you have decided.',
      keepMine: 'Keep my draft',
      takeTheirs: 'Take the file’s',
      seeBoth: 'See both',
      bothTitle: 'The file and your draft',
      bothMeaning: 'Minus: in the file as it is now. Plus: in your draft.',
    },

    editor: {
      name: 'Exclude list',
      phrases: {} as Record<string, string>,
    },
  };
};
