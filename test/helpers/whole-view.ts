/** A view that is all there: its script has come, and what it asks for has been answered. */
import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { speak } from '../../shared/words/languages';
import type { View } from '../../shared/views';

/** What is in a view once its answer is there, with something to show. */
const CONTENT: Record<View, string> = {
  home: '.bar-slot',
  files: '.entry-name',
  space: '.list-table',
  excludes: '.cm-line',
  history: '.run-item',
  settings: '.settings-form',
};
/** What stands in the place of an answer, in either language. */
const ASKING = [speak('en', 'en-GB').words, speak('de', 'de-DE').words].flatMap(
  ({ excludes, files, history, home, settings }) => [
    files.asking,
    files.reading,
    excludes.asking,
    excludes.presets.asking,
    history.asking,
    history.logAsking,
    home.askingRuns,
    settings.asking,
  ],
);

export async function waitForWhole(page: Page, view: View): Promise<void> {
  await page.locator(CONTENT[view]).first().waitFor();
  const waiting = async (): Promise<string[]> => {
    const said = await page.locator('.screen').innerText();
    return ASKING.filter((words) => said.split('\n').includes(words));
  };
  await expect.poll(waiting).toEqual([]);
}
