/** What an eye would find in a window: words that are cut or stick out, and what axe-core finds for those who see little. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** Texts that are not wholly within the window and the box that they are in. An ellipsis is a choice, not an accident. */
export function findCutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cut: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) cut.push('the window scrolls sideways');
    const screen = document.querySelector('.screen');
    if (screen !== null && screen.scrollWidth > screen.clientWidth) cut.push('the view scrolls sideways');

    const clips = (element: Element): boolean => getComputedStyle(element).overflowX !== 'visible';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || node.nodeValue?.trim() === '') continue;
      if (!parent.checkVisibility() || parent.closest('.unseen, .rail-name, option, title') !== null)
        continue;
      let box: Element | null = parent;
      while (box !== null && !clips(box)) box = box.parentElement;
      if (box !== null && getComputedStyle(box).textOverflow === 'ellipsis') continue;
      const bounds = (box ?? root).getBoundingClientRect();
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const { left, right } of range.getClientRects()) {
        if (left < bounds.left - 1 || right > bounds.right + 1 || left < -1 || right > innerWidth + 1) {
          cut.push(node.nodeValue ?? '');
          break;
        }
      }
    }
    return cut;
  });
}

/** In words; the rules are WCAG 2.2 A and AA, and axe-core's own best practices. */
export async function findAxeViolations(page: Page): Promise<string[]> {
  const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  await page.evaluate(await readFile(source, 'utf8'));
  const results = await page.evaluate(() => {
    const axe = Reflect.get(window, 'axe') as { run: () => Promise<unknown> };
    return axe.run();
  });
  return (results as AxeResults).violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`,
  );
}
