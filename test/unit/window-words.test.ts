import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARKED } from '../../electron/exclude/marked-directories';
import { presetsFor } from '../../electron/exclude/presets';
import { headlineIn } from '../../shared/words/headline';
import { speak } from '../../shared/words/languages';
import { describeFailure } from '../../shared/describe-failure';
import { headlineOf } from '../../shared/headline';
import { formatAge, formatBytes, formatCount, formatDuration } from '../../shared/words';
import { FAILURE_SAMPLES, NOW, skipped, STATES } from '../helpers/sample-states';

const english = speak('en', 'en-GB');
const german = speak('de', 'de-DE');

describe('English in the window is English in the tray and the terminal', () => {
  it.each(Object.entries(STATES))('the headline of "%s"', (_name, state) => {
    const manyRoots = { ...state, setUp: { ok: true as const, host: 'h', roots: ['/home/you', '/srv'] } };
    for (const later of [0, 59_000, 3 * 3_600_000, 26 * 3_600_000, 12 * 86_400_000]) {
      const now = NOW.getTime() + later;
      expect(headlineIn(english, state, now)).toBe(headlineOf(state, now));
      expect(headlineIn(english, manyRoots, now)).toBe(headlineOf(manyRoots, now));
    }
  });

  it('sizes, ages, durations and counts', () => {
    const { formats } = english;
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 0, max: 1e15 }), fc.integer({ min: 0, max: 5000 })),
        (number) => {
          expect(formats.bytes(number)).toBe(formatBytes(number));
          expect(formats.counted(number, { one: 'file', other: 'files' })).toBe(formatCount(number, 'file'));
        },
      ),
      // Not quite 3.65 as a computer has it, and so rounded down.
      { examples: [[3650]] },
    );
    fc.assert(
      fc.property(fc.double({ min: 0, max: 3_000_000, noNaN: true }), (seconds) => {
        expect(formats.age(seconds)).toBe(formatAge(seconds));
        expect(formats.duration(seconds)).toBe(formatDuration(seconds));
      }),
    );
  });

  it('every failure', () => {
    for (const failure of Object.values(FAILURE_SAMPLES)) {
      expect(english.words.failure(failure)).toMatchObject({ sentence: describeFailure(failure).sentence });
    }
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

  it('says why of each preset, which English leaves to the engine', () => {
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
      expect(words.skip(held.skip).until).toBe('sobald der Rechner am Netz hängt');
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
