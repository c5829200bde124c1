/** A look at a file of a snapshot: what is text or a picture, as its bytes say, and nothing else. */
import type { LookedAt } from '../../shared/ipc-files';
import { success, type Result } from '../../shared/result';
import { ask } from '../restore/ask';
import type { Source } from '../restore/source';

const MOST_TEXT_BYTES = 200_000;
const MOST_PICTURE_BYTES = 8_000_000;

interface Head {
  isFile: boolean;
  size: number;
  bytes: Buffer;
}

/** Fails as ask does. */
export async function lookAtFile(
  source: Source,
  place: { snapshot: string; path: string },
): Promise<Result<LookedAt>> {
  const head = await readHead(source, place, MOST_TEXT_BYTES);
  if (!head.ok) return head;
  const { isFile, size, bytes } = head.value;
  if (!isFile) return success({ as: 'nothing', why: 'no-file' });
  const type = pictureType(bytes);
  if (type === undefined) return success(asText(bytes, size));
  if (size > MOST_PICTURE_BYTES) return success({ as: 'nothing', why: 'too-large' });
  const whole = size > bytes.length ? await readHead(source, place, MOST_PICTURE_BYTES) : head;
  return whole.ok ? success({ as: 'picture', type, base64: whole.value.bytes.toString('base64') }) : whole;
}

async function readHead(
  source: Source,
  place: { snapshot: string; path: string },
  most: number,
): Promise<Result<Head>> {
  const head: Head = { isFile: false, size: 0, bytes: Buffer.alloc(0) };
  const pieces: Buffer[] = [];
  const asked = await ask(source, { ask: 'read', ...place, most }, (answer) => {
    if (answer.answer === 'reading')
      Object.assign(head, { isFile: answer.kind === 'file', size: answer.size });
    if (answer.answer === 'piece') pieces.push(Buffer.from(answer.base64, 'base64'));
  });
  return asked.ok ? success({ ...head, bytes: Buffer.concat(pieces) }) : asked;
}

/** By the first bytes of each format; a name may say anything. */
export function pictureType(bytes: Buffer): Extract<LookedAt, { as: 'picture' }>['type'] | undefined {
  const begins = (text: string, at = 0): boolean => bytes.toString('latin1', at, at + text.length) === text;
  if (begins('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (begins('\xff\xd8\xff')) return 'image/jpeg';
  if (begins('GIF87a') || begins('GIF89a')) return 'image/gif';
  return begins('RIFF') && begins('WEBP', 8) ? 'image/webp' : undefined;
}

/** UTF-8 without a NUL, which no text has. `size`: of the whole file. */
export function asText(bytes: Buffer, size: number): LookedAt {
  const cut = size > bytes.length;
  try {
    // The last character may be cut in the middle: as a stream it is left out.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
    return text.includes('\0') ? { as: 'nothing', why: 'other-kind' } : { as: 'text', text, cut };
  } catch {
    return { as: 'nothing', why: 'other-kind' };
  }
}
