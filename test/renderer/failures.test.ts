import { describe, expect, it } from 'vitest';
import { describeFailure, FAILURES } from '../../shared/describe-failure';
import type { FailureCode } from '../../shared/failures';
import { answersFor, failed, FAILURE_SAMPLES, GOOD, NOW } from '../helpers/sample-states';
import type { OpenWindow } from '../helpers/window-browser';
import { setUpWindows } from '../helpers/window-stage';
import { findCutTexts } from '../helpers/window-looks';

const browser = setUpWindows();
let window: OpenWindow;

describe.each(['en-GB', 'de-DE'])('every failure, in %s', (locale) => {
  it('has its sentence, its next step and a button, and fits into the smallest window', async () => {
    window = await browser.open(answersFor(GOOD), { now: NOW, locale, width: 720, height: 520 });
    const { page, double } = window;
    for (const code of Object.keys(FAILURES) as FailureCode[]) {
      const failure = FAILURE_SAMPLES[code];
      const run = failed(3_600_000, failure, 77);
      await double.tell('state.changed', { ...GOOD, last: run, lastTry: run });
      const { sentence, nextStep } = describeFailure(failure);
      const notice = page.locator('.notice');
      if (locale === 'en-GB') {
        await expect.poll(() => notice.innerText(), { message: code }).toContain(squeeze(nextStep));
        expect(squeeze(await notice.innerText())).toContain(squeeze(sentence));
      }
      expect(await notice.getByRole('button').count(), code).toBeGreaterThan(0);
      expect(await findCutTexts(page), code).toEqual([]);
    }
  });
});

it('a very long sentence without a space does not stick out', async () => {
  window = await browser.open(answersFor(GOOD), { now: NOW, width: 720, height: 520 });
  const run = failed(60_000, { code: 'root-unreadable', root: `/srv/${'x'.repeat(400)}`, detail: 'no' }, 78);
  await window.double.tell('state.changed', { ...GOOD, last: run, lastTry: run });
  await window.page.getByText('cannot be read').waitFor();
  expect(await findCutTexts(window.page)).toEqual([]);
});

function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
