/** Lists of du and ncdu that come from elsewhere: dropped, pasted or chosen. */
import { request } from '../engine/client';
import type { Failure } from '../../shared/failures';
import { MOST_LIST_PART } from '../../shared/usage-kinds';

/**
 * What du or ncdu might have written, maybe behind a prompt and with blanks for tabs; anything else that is pasted is not
 * meant for us.
 */
const LOOKS_LIKE_A_LIST = /^\s*\[|^\d{1,15}(?:\t| +[./]| {2,8}\S)/m;
/** Of what is pasted, so much is looked at. */
const LOOKED_AT = 20_000;

type Fail = (failure: Failure | undefined) => void;

export async function openFile(file: File, fail: Fail): Promise<void> {
  await openParts(file.name, file, fail);
}

/** Whether the text was taken. */
export function openText(name: string, text: string, fail: Fail): boolean {
  if (!LOOKS_LIKE_A_LIST.test(text.slice(0, LOOKED_AT))) return false;
  void openParts(name, new Blob([text]), fail);
  return true;
}

/** Never the whole: a list of ten million lines has some 800 MB. */
async function openParts(name: string, whole: Blob, fail: Fail): Promise<void> {
  for (let at = 0; ; at += MOST_LIST_PART) {
    const part = await readPart(whole, at);
    if (typeof part === 'string') {
      if (at > 0) await request('space.cancel', null);
      fail({ code: 'usage-list-unreadable', detail: part });
      return;
    }
    const last = at + MOST_LIST_PART >= whole.size;
    const answer = await request('space.open-list', { name, bytes: part, first: at === 0, last });
    if (!answer.ok || answer.value !== 'more') {
      fail(answer.ok ? undefined : answer.failure);
      return;
    }
  }
}

/** A text says why it cannot be read: it is a folder, or was changed since it was chosen. */
async function readPart(whole: Blob, start: number): Promise<Uint8Array | string> {
  try {
    return new Uint8Array(await whole.slice(start, start + MOST_LIST_PART).arrayBuffer());
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
