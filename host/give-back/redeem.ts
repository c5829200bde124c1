/** A code that a laptop gives: it is counted before it is compared, so that no kill and no second connection makes it free. */
import type { ProcessIdentity } from '../../process/process-identity';
import type { Refused } from '../../shared/give-back-channel';
import type { Moment } from '../keep/clock';
import { isCode } from './grant-code';
import {
  MOST_WRONG,
  readGrant,
  secondsLeft,
  withGrantLock,
  writeGrant,
  type Grant,
  type Place,
} from './grant-file';

export type Redeemed = { ok: true; grant: Grant } | { ok: false; refused: Refused };

interface Trying {
  code: string;
  /** The program that serves the connection: the grant is its own from here on. */
  by: ProcessIdentity;
  /** Where the connection comes from, for the owner to read. */
  from: string;
}

/** Throws what the file system throws: what cannot be counted is not tried. */
export function redeem(place: Place, { code, by, from }: Trying, now: Moment): Promise<Redeemed> {
  return withGrantLock(place, async () => {
    const grant = findOpen(place, now);
    if ('why' in grant) return refuse(grant);
    const wrong = grant.wrong + 1;
    writeGrant({ ...grant, wrong });
    if (!(await isCode(code, grant.code))) return refuse({ why: 'wrong-code', left: MOST_WRONG - wrong });
    const used: Grant = { ...grant, used: { by, at: now.time.toISOString(), from } };
    writeGrant(used);
    return { ok: true, grant: used };
  });
}

/** The grant that a code can be given for, or why there is none: known before a code is waited for. */
export function findOpen(place: Place, now: Moment): Grant | Refused {
  const grant = readGrant(place);
  if (grant === undefined) return { why: 'not-granted' };
  if (grant.wrong >= MOST_WRONG) return { why: 'voided' };
  if (grant.used !== undefined) return { why: 'used' };
  return secondsLeft(grant, now) === 0 ? { why: 'expired' } : grant;
}

function refuse(refused: Refused): Redeemed {
  return { ok: false, refused };
}
