/**
 * How the client's side of the stream begins: decided by our own vector and our own rsync's version, never guessed from
 * the bytes. If the vetting and rsync read the same bytes as different things, a rule could pass as something else.
 */
import type { Negotiation } from './parse-command';

export interface StreamShape {
  /** What the client names before its filter rules, in this order: setup_protocol() in rsync's compat.c. */
  lists: readonly ('checksum' | 'compression')[];
  /** The newest protocol whose beginning is known to be of this shape. */
  newestProtocol: number;
}

/** 3.1.0: from here on the client's stream is in frames, and its rules are of today's form. */
export const OLDEST_PROTOCOL = 31;
/** Of rsync 3.5, up to which the sources were read. */
const NEWEST_PROTOCOL = 32;
/** What rsync itself takes from a peer (MAX_PROTOCOL_VERSION); it then speaks the older of both protocols. */
const ANY_PROTOCOL = 40;

export function describeStream(
  negotiation: Negotiation,
  rsyncVersion: string,
): StreamShape | { reason: string } {
  const [, major, minor] = (/^(\d{1,3})\.(\d{1,3})\.\d{1,3}$/.exec(rsyncVersion) ?? []).map(Number);
  if (major === undefined || minor === undefined) return { reason: 'the version of rsync here is not known' };
  const version = major * 1000 + minor;
  if (version < 3001) return { reason: `rsync ${rsyncVersion} here is too old: 3.1.0 or later is needed` };

  const names = version >= 3002 && negotiation.namesAlgorithms;
  return {
    lists: names ? ['checksum', ...(negotiation.compression ? (['compression'] as const) : [])] : [],
    // A future rsync here may speak a protocol that begins in another way, but only with a peer that speaks it too.
    newestProtocol: version > 3005 ? NEWEST_PROTOCOL : ANY_PROTOCOL,
  };
}
