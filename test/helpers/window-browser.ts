/** The windows' pages in Debian's Chromium: served as the application serves them, with the very same policy. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { withChoices, type Choices } from '../../shared/choices';
import { withFirstLook, type FirstLook } from '../../shared/first-look';
import { PAGE_POLICY } from '../../electron/main/page-policy';
import { HANGS_MS } from './until';
import { WindowDouble, type Answers } from './window-double';

/** The build's. By the working directory: the pictures' program is bundled elsewhere. */
const APP = join(process.cwd(), 'dist/app');
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export interface Look {
  theme?: 'light' | 'dark';
  width?: number;
  height?: number;
  locale?: string;
  view?: string;
  /** What the desktop makes of one rem, in pixels. */
  letters?: number;
  direction?: 'rtl';
  /** What the page's clock shows and goes on from; absent: the real time. */
  now?: Date;
  timezone?: string;
  /** What the main process has put into the page; absent: nothing. */
  firstLook?: FirstLook;
  /** The page's own scripts are never answered: it stays at its first look. */
  withoutScripts?: boolean;
  /** What was chosen for the window before. */
  choices?: Choices;
}

export interface OpenWindow {
  page: Page;
  double: WindowDouble;
  /** What the page said on its console, and what broke the policy. */
  complaints: string[];
  close: () => Promise<void>;
}

export interface WindowBrowser {
  open: (answers: Answers, look?: Look) => Promise<OpenWindow>;
  close: () => Promise<void>;
}

/** @param app where the page is */
export async function startWindowBrowser(app = APP): Promise<WindowBrowser> {
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1);
    const type = TYPES[extname(name)];
    const serve = async (): Promise<void> => {
      if (type === undefined || !/^[a-z][A-Za-z0-9-]*\.[a-z]+$/.test(name)) throw new Error('no such file');
      const body = await readFile(join(app, name));
      response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': PAGE_POLICY }).end(body);
    };
    serve().catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Its own pages only, and a container often has no user namespaces to build a sandbox from.
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    chromiumSandbox: false,
  });
  return {
    open: (answers, look = {}) => openWindow(browser, origin, answers, look),
    close: async () => {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function openWindow(
  browser: Browser,
  origin: string,
  answers: Answers,
  look: Look,
): Promise<OpenWindow> {
  const { theme = 'light', width = 960, height = 640, locale = 'en-GB', view = 'home', now, timezone } = look;
  const context = await browser.newContext({
    colorScheme: theme,
    viewport: { width, height },
    locale,
    reducedMotion: 'reduce',
    ...(timezone !== undefined && { timezoneId: timezone }),
  });
  const page = await context.newPage();
  page.setDefaultTimeout(HANGS_MS);
  if (now !== undefined) await page.clock.install({ time: now });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  // A blocked eval is told to the page alone, not to its console.
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, sourceFile }) => {
      reportError(new Error(`the policy forbids ${violatedDirective}: ${sourceFile}`));
    });
  });
  await page.addInitScript(
    ({ letters, direction }) => {
      const dress = (root: HTMLElement): void => {
        if (letters !== undefined) root.style.fontSize = `${letters}px`;
        if (direction !== undefined) root.dir = direction;
      };
      new MutationObserver((_changes, observer) => {
        observer.disconnect();
        dress(document.documentElement);
      }).observe(document, { childList: true });
    },
    { letters: look.letters, direction: look.direction },
  );
  if (look.withoutScripts === true) await page.route(/(renderer|schemas).*\.js$/, () => undefined);
  const double = new WindowDouble(answers, look.choices);
  await double.attach(page);
  const { firstLook } = look;
  await page.route('**/index.html*', async (route) => {
    const response = await route.fetch();
    const chosen = withChoices(await response.text(), double.choices);
    await route.fulfill({
      response,
      body: firstLook === undefined ? chosen : withFirstLook(chosen, firstLook),
    });
  });
  await page.goto(`${origin}/index.html?view=${view}`, {
    waitUntil: look.withoutScripts === true ? 'commit' : 'load',
  });
  await page
    .locator(look.withoutScripts === true ? '.shell' : '.shell:not([inert])')
    .waitFor({ state: 'attached' });
  return { page, double, complaints, close: () => context.close() };
}
