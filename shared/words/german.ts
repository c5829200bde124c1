/** Alles, was das Fenster sagt, auf Deutsch. The compiler holds that nothing is missing. */
import type { Words } from './english';
import { alarmWords } from './german/alarm';
import { checkWords } from './german/check';
import { excludesWords } from './german/excludes';
import { describeFailureInGerman } from './german/failures';
import { filesWords } from './german/files';
import { gapsWords } from './german/gaps';
import { headlineWords } from './german/headline';
import { historyWords } from './german/history';
import { homeWords } from './german/home';
import { runWords } from './german/run';
import { settingsWords } from './german/settings';
import { setupWords } from './german/setup';
import { shellWords } from './german/shell';
import { spaceWords } from './german/space';
import { describeSkipInGerman } from './german/skips';
import { makeFormats, type Formats } from './formats';

export const germanFormats = (locale: string): Formats =>
  makeFormats(locale, {
    justNow: 'gerade eben',
    unknownTime: 'zu unbekannter Zeit (die Uhr ging falsch)',
    bytes: { one: 'Byte', other: 'Bytes' },
  });

export const german = (formats: Formats): Words => ({
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
  failure: describeFailureInGerman(formats),
  skip: describeSkipInGerman,
});
