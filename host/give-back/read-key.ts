/** `--key`: the public key itself, or the file that it is in. */
import { readRegularFile } from '../../process/read-file';
import { messageOf } from '../result';
import { parsePublicKey, type ParsedKey } from './public-key';

export function readKey(told: string): ParsedKey {
  const parsed = parsePublicKey(told);
  if (parsed.ok) return parsed;
  let text: string;
  try {
    text = readRegularFile(told, 'utf8');
  } catch (error) {
    // A key has blanks in it.
    return /\s/.test(told) ? parsed : { ok: false, reason: `${told} cannot be read: ${messageOf(error)}` };
  }
  const read = parsePublicKey(text);
  return read.ok ? read : { ok: false, reason: `${told}: ${read.reason}` };
}
