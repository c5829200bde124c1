/** Moving to the trash what the picture shows, and putting it back. Which item it is stays here and in the service. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Handlers } from '../../shared/answer-requests';
import type { diskRequests } from '../../shared/ipc-disk';
import { failure, success } from '../../shared/result';
import { asText, bytesOf, parentOf } from '../restore/bytes';
import { showName } from '../usage/show-name';
import type { SpaceServiceClient } from './space-service-client';
import { moveToTrash, putBack, type Trashed } from './trash';

export interface TrashQuestion {
  name: string;
  path: string;
  bytes: number;
  /** Null: it is no folder. */
  entries: number | null;
}

type TrashHandlers = Pick<
  Handlers<typeof diskRequests>,
  'disk.trash' | 'disk.last-trashed' | 'disk.put-back'
>;

/**
 * @param ask the person, in a dialog that the page has no part in: a page that somebody else has taken over moves nothing
 * @returns `forget`: of what was moved, which stays in the trash
 */
export function createTrashHandlers(
  service: SpaceServiceClient,
  ask: (question: TrashQuestion) => Promise<boolean>,
): { handlers: TrashHandlers; forget: () => void } {
  const moved: { item: Trashed; name: string }[] = [];
  const dataHome = process.env.XDG_DATA_HOME ?? '';
  const home = bytesFrom(isAbsolute(dataHome) ? dataHome : join(homedir(), '.local/share'));
  return {
    handlers: {
      'disk.trash': async (input) => {
        const found = await service.ask('item', input);
        if (!found.ok) return found;
        const { root, below, kind, name, path, bytes, entries } = found.value;
        if (below === '') return failure({ code: 'not-trashed', path, why: 'is-root', detail: '' });
        const wanted = await ask({ name, path, bytes, entries: kind === 'directory' ? entries : null });
        if (!wanted) return success(null);
        const done = moveToTrash(root, below, kind, home);
        if (!done.ok) return failure({ code: 'not-trashed', path, ...done.failure });
        moved.push({ item: done.value, name });
        await service.ask('moved', { gone: input, looks: [parentOf(parentOf(done.value.kept))] });
        return success({ name, bytes });
      },
      'disk.last-trashed': () => success(moved.at(-1)?.name ?? null),
      'disk.put-back': async () => {
        const last = moved.pop();
        if (last === undefined) return failure({ code: 'request-refused', detail: 'nothing was moved' });
        const { item, name } = last;
        const done = putBack(item);
        if (!done.ok) {
          if (done.failure.why !== 'gone') moved.push(last);
          const path = asText(item.path) ?? showName(bytesOf(item.path));
          return failure({ code: 'not-put-back', path, ...done.failure });
        }
        await service.ask('moved', { gone: null, looks: [item.path, parentOf(parentOf(item.kept))] });
        return success(name);
      },
    },
    forget: () => {
      moved.length = 0;
    },
  };
}

function bytesFrom(path: string): string {
  return Buffer.from(path).toString('latin1');
}
