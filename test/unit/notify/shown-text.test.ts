import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeMarkup, shownText } from '../../../electron/notify/shown-text';

test.each([
  ['Backup failed', 'Backup failed'],
  ['Größe\nzwei', 'Größe\nzwei'],
  ['-u', ' -u'],
  ['--action=x', ' --action=x'],
  ['', ' '],
  ['\u001b[31m\u0000\t\r', String.raw`\x1b[31m\x00\t\r`],
  ['\u202eexe.txt', String.raw`\u{202e}exe.txt`],
  ['\ud800 half', String.raw`\u{d800} half`],
])('%j is shown as %j', (text, shown) => {
  expect(shownText(text)).toBe(shown);
});

test('nothing that is thrown at it comes out as an option, empty, or with what a terminal obeys', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = shownText(text);
      expect(shown).toMatch(/^[^-]/s);
      expect(shown).not.toMatch(
        // eslint-disable-next-line no-control-regex -- these are what must not get through
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/,
      );
      expect(Buffer.from(shown).toString()).toBe(shown);
      expect(escapeMarkup(shown)).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)|^-/);
    }),
  );
});
