/** A backup that looks wrong: what was seen, what was done about it, and two answers. */
import type { Sign } from '../../alarm';
import { sharePercent } from '../../describe-alarm';
import type { Formats } from '../formats';

export const alarmWords = (formats: Formats) => {
  const files = (count: number): string => formats.counted(count, { one: 'file', other: 'files' });
  return {
    /** `since`: the day that it was compared with. */
    title: (sign: string, since: string) => `${sign} since ${since}`,
    yesterday: 'yesterday',
    sign: ({ code, count, of = count, name = '' }: Sign): string => {
      const share = formats.percent(sharePercent(count, of));
      switch (code) {
        case 'root-empty':
          return `All ${files(count)} in ${name} are gone`;
        case 'mostly-gone':
        case 'half-gone':
          return `${share} of the files in ${name} are gone`;
        case 'touched':
          return `${share} of your files changed`;
        case 'extension-gone':
          return `${formats.count(count)} of ${formats.count(of)} ${name} files are gone`;
        case 'renamed':
          return name === ''
            ? `${files(count)} got another ending`
            : `${files(count)} got another ending, such as ${name}`;
        case 'same-new-file':
          return `${name} is new in ${formats.counted(count, { one: 'folder', other: 'folders' })}`;
        case 'encrypted':
          return `${formats.count(count)} of ${formats.count(of)} changed files that were checked look encrypted`;
        case 'not-compared':
          return 'Latchkey could not check for changes';
      }
    },
    held: 'Nothing older will be deleted until this is settled. New backups go on.',
    notHeld: 'Nothing was deleted for it. If it goes on, older backups are held.',
    later: 'The newest backup looks as it should again.',
    wasMe: 'That was me',
    notMe: 'It was not me: what now',
    heldThen: 'Nothing older was deleted from then on.',
    inHistory: 'This backup looks wrong',
    inHistoryBefore: 'A backup before this one looked wrong',
    wasMeDialog: {
      title: 'Did you change or remove these files yourself?',
      means:
        'Then older backups may be deleted again as your settings say, and later backups are compared with the newest one. A backup is made now.',
      notSure: 'If you are not sure, close this: waiting costs only space.',
      button: 'That was me: go on',
      there:
        'This laptop cannot lift it, so that nothing that gets into the laptop can. On the backup host, type this with the DIR and NAME of this laptop’s line in authorized_keys:',
      after: 'The next backup then shows that it is settled.',
      copy: 'Copy the command',
      copied: 'Copied',
    },
    notMeDialog: {
      title: 'What now',
      calm: 'Your files as they were are in the backup before.',
      stays: 'It is not deleted until you have answered.',
      mounted: 'A folder is empty? Check whether its disk is mounted, then back up again.',
      excludes: 'Something is missing from the backup only? Look at what is left out.',
      offline:
        'Files look changed by someone else, or do not open? Take this laptop off the network, and do not connect the backup disk to it.',
      wait: 'Do not press “That was me” before you know what happened.',
      back: 'Look at the backup before, and get your files back from there.',
      goBack: 'The backup before',
      goExcludes: 'What is left out',
    },
  };
};
