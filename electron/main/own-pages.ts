/**
 * The windows' pages come from a scheme of our own, with a policy that lets nothing else in: no network, no inline
 * script, no file beyond the few of the bundle.
 */
// They may lie in Electron's archive, which only Node's own function reads as a whole.
// eslint-disable-next-line no-restricted-imports
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { protocol, type Session } from 'electron';
import { withChoices, type Choices } from '../../shared/choices';
import { withFirstLook } from '../../shared/first-look';
import type { FirstLookOf } from './first-look';
import { PAGE_POLICY } from './page-policy';

const SCHEME = 'latchkey';
export const ORIGIN = `${SCHEME}://app`;
export const PAGE = `${ORIGIN}/index.html`;

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** What a page is told before it runs. */
export interface PageStart {
  choices: () => Choices;
  firstLook: FirstLookOf;
}

/** Before the application is ready, or it has no effect (Electron's documentation of `protocol`). */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** Serves the files of `directory` by their plain names: no subdirectory of it is reachable, nor anything above. */
export function servePages(session: Session, directory: string, start: PageStart): void {
  session.protocol.handle(SCHEME, async (request) => {
    const name = fileNameIn(request.url);
    const type = name === undefined ? undefined : TYPES[extname(name)];
    if (name === undefined || type === undefined || request.method !== 'GET') return notFound();
    try {
      const body = await readFile(join(directory, name));
      return new Response(name === 'index.html' ? await begin(body.toString(), request.url, start) : body, {
        headers: {
          'Content-Type': type,
          'Content-Security-Policy': PAGE_POLICY,
          'X-Content-Type-Options': 'nosniff',
          'Cache-Control': 'no-store',
        },
      });
    } catch {
      return notFound();
    }
  });
}

async function begin(page: string, address: string, { choices, firstLook }: PageStart): Promise<string> {
  const look = await firstLook(new URL(address));
  const chosen = withChoices(page, choices());
  return look === undefined ? chosen : withFirstLook(chosen, look);
}

function fileNameIn(url: string): string | undefined {
  const { host, pathname } = new URL(url);
  return host === 'app' ? /^\/([a-z][A-Za-z0-9-]*\.[a-z0-9]+)$/.exec(pathname)?.[1] : undefined;
}

function notFound(): Response {
  return new Response('', { status: 404 });
}
