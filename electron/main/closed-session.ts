/** The session that the windows live in: it can show our pages and nothing else. */
import { session, type Session } from 'electron';
import { ORIGIN, servePages, type PageStart } from './own-pages';

/** @param pages the directory of the bundle's pages */
export function closedSessionFor(pages: string, start: PageStart): () => Session {
  let opened: Session | undefined;
  return () => (opened ??= openClosedSession(pages, start));
}

function openClosedSession(pages: string, start: PageStart): Session {
  const closed = session.fromPartition('persist:latchkey', { cache: false });
  servePages(closed, pages, start);
  closed.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false);
  });
  closed.setPermissionCheckHandler(() => false);
  closed.setDevicePermissionHandler(() => false);
  // A dictionary would be fetched from the network.
  closed.setSpellCheckerEnabled(false);
  closed.on('will-download', (event) => {
    event.preventDefault();
  });
  closed.webRequest.onBeforeRequest((details, decide) => {
    const ours = details.url.startsWith(`${ORIGIN}/`) || details.url.startsWith('data:');
    // The developer's tools load themselves; a package has none (windows.ts).
    decide({ cancel: !ours && !details.url.startsWith('devtools:') });
  });
  return closed;
}
