/** Everything the window says, in English. Other languages have the same shape, which the compiler holds. */
import { describeFailure } from '../describe-failure';
import type { Failure } from '../failures';
import { describeSkip, type Skip } from '../skips';
import { alarmWords } from './english/alarm';
import { checkWords } from './english/check';
import { excludesWords } from './english/excludes';
import { filesWords } from './english/files';
import { gapsWords } from './english/gaps';
import { headlineWords } from './english/headline';
import { historyWords } from './english/history';
import { homeWords } from './english/home';
import { runWords } from './english/run';
import { settingsWords } from './english/settings';
import { setupWords } from './english/setup';
import { shellWords } from './english/shell';
import { spaceWords } from './english/space';
import { makeFormats, type Formats } from './formats';

export const englishFormats = (locale: string): Formats =>
  makeFormats(locale, {
    justNow: 'just now',
    unknownTime: 'at an unknown time (the clock was wrong)',
    bytes: { one: 'byte', other: 'bytes' },
  });

export const english = (formats: Formats) => ({
  shell: shellWords,
  headline: headlineWords(formats),
  home: homeWords(formats),
  run: runWords(formats),
  setup: setupWords(formats),
  check: checkWords(formats),
  history: historyWords(formats),
  files: filesWords(formats),
  gaps: gapsWords(formats),
  alarm: alarmWords(formats),
  settings: settingsWords(formats),
  space: spaceWords(formats),
  excludes: excludesWords(formats),
  failure: (failure: Failure): { sentence: string; nextStep: string } => describeFailure(failure),
  skip: (skip: Skip): { because: string; until: string } => describeSkip(skip),
});

export type Words = ReturnType<typeof english>;
