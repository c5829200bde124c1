import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARKED } from '../../electron/exclude/marked-directories';
import { presetsFor } from '../../electron/exclude/presets';
import { headlineIn } from '../../shared/words/headline';
import { localeOf } from '../../shared/words/language';
import { speak, speakFor } from '../../shared/words/languages';
import { loadLanguage } from '../../shared/words/load-language';
import { ENGLISH } from '../helpers/spoken';
import { describeFailure } from '../../shared/describe-failure';
import { formatAge, formatBytes, formatCount, formatDuration } from '../../shared/words';
import { FAILURE_SAMPLES, NOW, SKIP_SAMPLES, skipped, STATES } from '../helpers/sample-states';

const english = speak('en', 'en-GB');
const german = speak('de', 'de-DE');

describe.each(['en-GB', 'de-DE'])('by hand as Intl writes it: %s', (locale) => {
  const { formats } = speakFor(locale);

  it('sizes, ages, durations, counts and days', async () => {
    const { formats: byHand } = await loadLanguage(locale);
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 0, max: 1e15 }), fc.integer({ min: 0, max: 5000 })),
        (number) => {
          expect(byHand.bytes(number)).toBe(formats.bytes(number));
          expect(byHand.count(number)).toBe(formats.count(number));
        },
      ),
      // Not quite 3.65 as a computer has it, and so rounded down.
      { examples: [[3650]] },
    );
    fc.assert(
      fc.property(fc.double({ min: -10, max: 3_000_000, noNaN: true }), (seconds) => {
        expect(byHand.age(seconds)).toBe(formats.age(seconds));
        expect(byHand.duration(Math.abs(seconds))).toBe(formats.duration(Math.abs(seconds)));
        expect(byHand.percent(Math.abs(seconds))).toBe(formats.percent(Math.abs(seconds)));
      }),
    );
    for (const day of [1, 2, 3]) {
      const time = new Date(2026, 5, day, 9, 5);
      expect(byHand.nearDay(time, new Date(2026, 5, 1))).toBe(formats.nearDay(time, new Date(2026, 5, 1)));
      expect(byHand.clock(time)).toBe(formats.clock(time));
    }
  });
});

it('English as the host and the older commands write it', () => {
  const { formats } = ENGLISH;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e15 }), (number) => {
      expect(formats.bytes(number)).toBe(formatBytes(number));
      expect(ENGLISH.words.run.files(number)).toBe(formatCount(number, 'file'));
    }),
  );
  fc.assert(
    fc.property(fc.double({ min: 0, max: 3_000_000, noNaN: true }), (seconds) => {
      expect(formats.age(seconds)).toBe(formatAge(seconds));
      expect(formats.duration(seconds)).toBe(formatDuration(seconds));
    }),
  );
});

describe('the language of a terminal', () => {
  it.each<[string, Record<string, string>]>([
    ['en-GB', {}],
    ['en-GB', { LANG: '' }],
    ['en-GB', { LANG: 'C.UTF-8' }],
    ['en-GB', { LANG: 'de_DE.UTF-8', LC_ALL: 'C' }],
    ['en-GB', { LANG: 'POSIX', LANGUAGE: 'de' }],
    ['en-GB', { LANG: 'fr_FR.UTF-8' }],
    ['en-GB', { LANG: '../../etc/passwd' }],
    ['en-US', { LANG: 'en_US.UTF-8' }],
    ['de-DE', { LANG: 'de_DE.UTF-8' }],
    ['de-AT', { LANG: 'de_AT.UTF-8@euro' }],
    ['de-DE', { LANG: 'en_US.UTF-8', LC_MESSAGES: 'de_DE.UTF-8' }],
    ['de', { LANG: 'en_US.UTF-8', LANGUAGE: 'fr:de:en' }],
  ])('%s for %j', (locale, environment) => {
    expect(localeOf(environment)).toBe(locale);
  });
});

describe('German', () => {
  it('has every text of the catalogue, in words of its own', () => {
    const texts = textsOf(german.words);
    // What is the same word, or is none; presets are named after the folders that they leave out. A text that takes values may well be: "3 MB/s".
    const same = new Set([
      'Latchkey',
      'Esc',
      'Start',
      'Pause',
      'Kernel',
      'ok',
      'Name',
      'latchkey --check',
      'latchkey --exclude',
    ]);
    for (const [key, text] of textsOf(english.words)) {
      expect(texts.get(key), key).toBeTruthy();
      if (key.startsWith('.space.menu.presets.')) continue;
      if (!same.has(text) && !text.startsWith('(') && !text.startsWith('latchkey --init --host')) {
        expect(texts.get(key), key).not.toBe(text);
      }
    }
    // What English leaves to the engine or to a library, which speak it themselves.
    const leftOpen = emptyPartsOf(english.words);
    const needed = [...texts.keys()].filter((key) => !leftOpen.some((part) => key.startsWith(`${part}.`)));
    expect(needed).toEqual([...textsOf(english.words).keys()]);
  });

  it('says why of each preset', () => {
    const places = { home: '/home/u', downloads: '/home/u/Downloads', videos: '/home/u/Videos' };
    const names = [...presetsFor(places, ['/']), MARKED].map(({ name }) => name);
    expect(Object.keys(german.words.excludes.presets.why).sort()).toEqual(names.sort());
  });

  it('says every failure, with what programs said', () => {
    for (const failure of Object.values(FAILURE_SAMPLES)) {
      const { sentence, nextStep } = german.words.failure(failure);
      const said = describeFailure(failure);
      expect(sentence, failure.code).not.toBe(said.sentence);
      expect(nextStep, failure.code).not.toBe(said.nextStep);
      if ('detail' in failure && said.sentence.includes(failure.detail)) {
        expect(sentence, failure.code).toContain(failure.detail);
      }
    }
  });

  it('says why each backup is held back, and until when', () => {
    for (const skip of SKIP_SAMPLES) {
      const said = english.words.skip(skip);
      const { because, until } = german.words.skip(skip);
      expect(because, skip.code).not.toBe(said.because);
      expect(until, skip.code).not.toBe(said.until);
    }
  });

  it('counts, writes numbers and ages as German does', () => {
    const { formats, words } = german;
    expect(words.run.files(1)).toBe('1 Datei');
    expect(words.run.files(20_000)).toBe('20.000 Dateien');
    expect(words.run.gapsMean(1)).toMatch(/^1 Datei war /);
    expect(words.run.gapsMean(2)).toMatch(/^2 Dateien waren /);
    expect(formats.bytes(1_240_000_000)).toBe('1,2 GB');
    expect(formats.age(3 * 3600)).toBe('vor 3 Stunden');
    expect(formats.age(20)).toBe('gerade eben');
    expect(headlineIn(german, STATES.overdue, NOW.getTime())).toBe('Seit 9 Tagen keine gute Sicherung');
    const held = skipped(0);
    if (held.result === 'skipped') {
      expect(words.skip(held.skip).until).toBe('sobald der Rechner am Stromnetz hängt');
    }
  });
});

it('numbers and times follow the region, where the language is its own', () => {
  expect(speak('de', 'de-CH').formats.count(1234567)).toBe("1'234'567");
  expect(speak('en', 'de-CH').formats.count(1234567)).toBe('1,234,567');
});

/** Every text with its place; of one that takes values, how many. */
function textsOf(catalogue: object, place = ''): Map<string, string> {
  return new Map(
    Object.entries(catalogue).flatMap(([key, value]: [string, unknown]): [string, string][] => {
      const here = `${place}.${key}`;
      if (typeof value === 'string') return [[here, value]];
      if (typeof value === 'function') return [[here, `(${value.length})`]];
      return value !== null && typeof value === 'object' ? [...textsOf(value, here)] : [];
    }),
  );
}

/** The places of objects that hold nothing. */
function emptyPartsOf(catalogue: object, place = ''): string[] {
  return Object.entries(catalogue).flatMap(([key, value]: [string, unknown]): string[] => {
    if (value === null || typeof value !== 'object') return [];
    const here = `${place}.${key}`;
    return Object.keys(value).length === 0 ? [here] : emptyPartsOf(value, here);
  });
}
