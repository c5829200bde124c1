/** What a run could not read, and leaving it out with one press. */
import type { RefusedGap } from '../../ipc-leave-out';
import type { Formats } from '../formats';

export const gapsWords = (formats: Formats) => ({
  files: (count: number) =>
    count === 1 ? 'Leave out this file' : `Leave out these ${formats.count(count)} files`,
  folders: (count: number) =>
    count === 1 ? 'Leave out this folder' : `Leave out these ${formats.count(count)} folders`,
  mixed: (count: number) => `Leave out these ${formats.count(count)} files and folders`,
  around: (folder: string) => `Leave out all of ${folder}`,
  allLeftOut: 'All of it is left out by now. The next backup has no gaps here.',
  leftOutBy: (line: number, rule: string) => `left out by line ${formats.count(line)}: ${rule}`,
  andMore: (count: number) => `and ${formats.count(count)} more`,
  added: (rules: readonly string[]) =>
    rules.length === 1
      ? `New in the exclude list: ${rules[0] ?? ''}`
      : `New in the exclude list: ${formats.counted(rules.length, { one: 'rule', other: 'rules' })}`,
  undo: (rules: readonly string[]) =>
    rules.length === 1
      ? `Undo “${rules[0] ?? ''}”`
      : `Undo ${formats.counted(rules.length, { one: 'rule', other: 'rules' })}`,
  undone: 'The exclude list is as it was before.',
  refused: ({ shown, why }: RefusedGap) => {
    switch (why) {
      case 'not-expressible':
        return `${shown} cannot be left out by its name: a line of the exclude list cannot hold it. Leave out the folder around it.`;
      case 'not-characters':
        return `${shown} cannot be left out from here: its name is not made of characters. Leave it out in Space, or the folder around it.`;
      case 'is-root':
        return `${shown} is backed up as a whole. To leave it out, take it out of the folders in the settings.`;
      case 'in-no-root':
        return `${shown} is in none of the folders that are backed up now.`;
    }
  },
});
