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
    // What is for the ear alone lies somewhere, too: it must scroll with the view.
    if (root.scrollHeight > root.clientHeight) cut.push('the window scrolls, beside the view');
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

/** Selectors of the rules in force that let something move: an animation, or taking time to become another. */
export function findMoving(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isNothing = (value: string): boolean => ['', 'none', '0s'].includes(value);
    const movingIn = (rules: CSSRuleList): string[] =>
      [...rules].flatMap((rule) => {
        if (rule instanceof CSSMediaRule) {
          return matchMedia(rule.conditionText).matches ? movingIn(rule.cssRules) : [];
        }
        if (!(rule instanceof CSSStyleRule)) return [];
        const { transitionDuration, animationName } = rule.style;
        return isNothing(transitionDuration) && isNothing(animationName) ? [] : [rule.selectorText];
      });
    return [...document.styleSheets].flatMap(({ cssRules }) => movingIn(cssRules));
  });
}

/** Texts that lie over one another, in pairs. */
export function findOverlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const seen: { text: string; element: Element; box: DOMRect }[] = [];
    /** What is scrolled away, or behind an ellipsis, lies over nothing. */
    const partInSight = (whole: DOMRect, parent: Element): DOMRect | undefined => {
      let { left, top, right, bottom } = whole;
      for (let at: Element | null = parent; at !== null; at = at.parentElement) {
        if (getComputedStyle(at).overflowX === 'visible') continue;
        const frame = at.getBoundingClientRect();
        left = Math.max(left, frame.left);
        right = Math.min(right, frame.right);
        top = Math.max(top, frame.top);
        bottom = Math.min(bottom, frame.bottom);
      }
      return right > left && bottom > top ? new DOMRect(left, top, right - left, bottom - top) : undefined;
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || node.nodeValue?.trim() === '' || !parent.checkVisibility()) continue;
      if (parent.closest('.unseen, .rail-name, canvas, option, title') !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        const part = partInSight(box, parent);
        if (part !== undefined) seen.push({ text: node.nodeValue ?? '', element: parent, box: part });
      }
    }
    return seen.flatMap((one, index) =>
      seen.slice(index + 1).flatMap((other) => {
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        return across > 2 && down > 4 && one.element !== other.element ? [`${one.text} / ${other.text}`] : [];
      }),
    );
  });
}

/** What a window says to the eye and to a screen reader. */
export function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = new Set<string>();
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.parentElement?.closest('script, style') === null) texts.add(node.nodeValue?.trim() ?? '');
    }
    for (const element of document.querySelectorAll('*')) {
      for (const name of ['aria-label', 'title', 'placeholder']) {
        texts.add(element.getAttribute(name)?.trim() ?? '');
      }
    }
    return [...texts].filter((text) => text !== '');
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
