/** The headline's pieces. Put together they are the sentences of shared/headline.ts, which a test holds. */
import { timeLeft } from '../../headline';
import type { Formats } from '../formats';

export const headlineWords = (formats: Formats) => ({
  notSetUp: 'Not set up yet',
  settingsUnusable: 'The settings cannot be used',
  restoring: 'Getting files back',
  noGoodYet: 'No good backup yet',
  noGoodFor: (days: number) => `No good backup for ${formats.counted(days, { one: 'day', other: 'days' })}`,
  failed: (age: string) => `Backup failed ${age}`,
  noneGoodYet: 'none good yet',
  lastGoodShort: (age: string) => `last good ${age}`,
  looksWrong: 'A backup looks wrong',
  noneYet: 'No backup yet',
  lastGood: (age: string) => `Last good backup ${age}`,
  sizeAndTime: (size: string, duration: string) => `${size} in ${duration}`,
  backingUp: 'Backing up',
  checking: 'Checking',
  gettingReady: 'getting ready',
  waiting: 'waiting for the host',
  reading: 'the host is reading',
  readingHere: 'reading',
  closing: 'closing',
  partOf: (percent: string, root: string) => `${percent} of ${root}`,
  timeLeft,
  theHost: 'The host',
});
