/**
 * `latchkey --tell-notice`, started by `latchkey --run` and by nobody else: shows the notice that comes on stdin, waits
 * at most ten minutes for a press, and starts what was pressed.
 */
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { startDetached } from '../../process/start-detached';
import { EXIT } from '../../shared/exit-codes';
import { desktopEnvironment } from '../notify/desktop-environment';
import { noticeSchema, type Notice, type NoticeAction } from '../notify/notice';
import { notificationServerSchema } from '../notify/notification-server';
import { sendAndWait } from '../notify/send-notice';
import { settleClaim } from '../notify/tell-about-run';
import { noteShown } from '../notify/told-notices';
import type { UserPaths } from '../settings/user-paths';
import { findOwnLanguage } from './own-language';
import { findLauncher, ownEnvironment } from './own-program';
import { complain } from './terminal';

/** The notice is claimed by then (told-notices.ts). */
const handedNoticeSchema = z.object({ notice: noticeSchema, server: notificationServerSchema });
export type HandedNotice = z.infer<typeof handedNoticeSchema>;

const PRESSED = { show: ['--show', 'history'], 'try-again': ['--run'] } as const;

export async function tellNoticeCommand(paths: UserPaths): Promise<number> {
  const handed = handedNoticeSchema.safeParse(parseJson(await text(process.stdin)));
  if (!handed.success) {
    complain((await findOwnLanguage(process.env)).words.mistakes.noticeOnly);
    return EXIT.usage;
  }
  const { notice, server } = handed.data;
  const telling = await settleClaim(
    paths.noticesFile,
    notice,
    await sendAndWait(notice, server, {
      onShown: (shown) => noteShown(paths.noticesFile, notice, shown),
    }),
  );
  const launcher = findLauncher(process.env);
  if (telling.result === 'told' && telling.action !== undefined && launcher !== undefined) {
    await startDetached({
      ...{ file: launcher, args: [...PRESSED[telling.action], ...toOne(telling.action, notice)] },
      env: {
        ...ownEnvironment(process.env),
        ...(await desktopEnvironment(process.env, server.address)),
        DBUS_SESSION_BUS_ADDRESS: server.address,
      },
    });
  }
  return EXIT.completed;
}

/** What was about one destination is tried again there alone. */
function toOne(action: NoticeAction, { destination }: Notice): string[] {
  return action === 'try-again' && destination !== undefined ? [`--to=${destination}`] : [];
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
