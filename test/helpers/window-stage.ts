/** The browser of a test file, and after each test what its windows have to say for themselves. */
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { startWindowBrowser, type OpenWindow, type WindowBrowser } from './window-browser';

/** A window that has broken the policy, or complained on its console, fails the test that opened it. */
export function setUpWindows(): Pick<WindowBrowser, 'open'> {
  let browser: WindowBrowser;
  const opened: OpenWindow[] = [];
  beforeAll(async () => {
    browser = await startWindowBrowser();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    const windows = opened.splice(0);
    const complaints = windows.flatMap((window) => window.complaints);
    for (const window of windows) await window.close();
    expect(complaints).toEqual([]);
  });
  return {
    open: async (answers, look) => {
      const window = await browser.open(answers, look);
      opened.push(window);
      return window;
    },
  };
}
