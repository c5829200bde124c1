/** Lists of du and ncdu that come from elsewhere: dropped, pasted or chosen. */
import { request } from '../engine/client';
import type { Failure } from '../../shared/failures';

/** What du or ncdu might have written; anything else that is pasted is not meant for us. */
const LOOKS_LIKE_A_LIST = /^\s*(\d+\t|\[)/;

type Fail = (failure: Failure | undefined) => void;

export async function openFile(file: File, fail: Fail): Promise<void> {
  await openBytes(file.name, new Uint8Array(await file.arrayBuffer()), fail);
}

/** Whether the text was taken. */
export function openText(name: string, text: string, fail: Fail): boolean {
  if (!LOOKS_LIKE_A_LIST.test(text)) return false;
  void openBytes(name, new TextEncoder().encode(text), fail);
  return true;
}

async function openBytes(name: string, bytes: Uint8Array, fail: Fail): Promise<void> {
  const answer = await request('usage.open-list', { name, bytes });
  fail(answer.ok ? undefined : answer.failure);
}
