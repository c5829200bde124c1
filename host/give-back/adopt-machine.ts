/**
 * `--adopt-machine`: a laptop is lost, and a new one takes its place. The key in the lost one's line of authorized_keys becomes
 * the new one's, and the new one may read the snapshots once. Either both happen, or neither.
 */
import type { AdoptAsked } from '../command';
import { safeText } from '../../shared/safe-text';
import { formatDuration } from '../../shared/words';
import { logForMachine, ownHome } from '../own-state';
import { findGrantable, giveGrant, namesOf, takeGrantAway } from './give-grant';
import { did, refuse, type Said } from './grant-command';
import { placeOf, readKnownLines, replaceKey, whyTaken, whyUntouchable, type KnownLine } from './key-files';
import { fingerprintOf, type PublicKey } from './public-key';
import type { Given } from '../json-outputs';
import { jsonLine } from '../speak';
import { readKey } from './read-key';

export async function adoptMachine(asked: AdoptAsked): Promise<Said> {
  const parsed = readKey(asked.key);
  if (!parsed.ok) return refuse(`--key: ${parsed.reason}`);
  const { key } = parsed;
  const lines = readKnownLines(ownHome());
  const line = findLine(lines, asked);
  if (typeof line === 'string') return refuse(line);
  const { serves } = line;
  const reason = whyNotInPlaceOf(line, key, lines) ?? whyUntouchable(line.file);
  if (reason !== undefined) return refuse(reason);
  const grantable = await findGrantable(serves, asked);
  if (typeof grantable === 'string') return refuse(grantable);
  const given = await giveGrant(grantable);
  const isInPlace = line.key.blob === key.blob;
  try {
    if (!isInPlace && !replaceKey(line, key)) {
      await takeGrantAway(grantable.paths, 'the key was not replaced');
      return refuse(`${line.file} was changed meanwhile, and left as it is: run this once more`);
    }
  } catch (error) {
    await takeGrantAway(grantable.paths, 'the key was not replaced');
    throw error;
  }
  const [before, now] = [fingerprintOf(line.key), fingerprintOf(key)];
  if (!isInPlace) logForMachine(serves.machine, `adopted: the key ${now} took the place of ${before}`);
  const told = { ...given, file: line.file, line: line.number, key: now, keyBefore: before };
  return did(asked.json ? jsonLine<'adopt-machine'>(told) : describe(given, line, key));
}

type MachineLine = KnownLine & { serves: NonNullable<KnownLine['serves']> };

/** In words why there is not one. */
function findLine(lines: readonly KnownLine[], { machine, store }: AdoptAsked): MachineLine | string {
  const all = lines.filter((line): line is MachineLine => line.serves !== undefined);
  const fitting = all.filter(
    ({ serves }) => serves.machine === machine && (store === undefined || serves.store === store),
  );
  const [first, second] = fitting;
  if (first === undefined) {
    const known = all.map(({ serves }) =>
      serves.machine === machine ? `${machine} (--store ${serves.store})` : serves.machine,
    );
    return known.length === 0
      ? 'authorized_keys here has no line of latchkey-host: run this as the user that keeps the backups'
      : `no line of authorized_keys is for ${machine}; there are ${[...new Set(known)].join(', ')}`;
  }
  if (second === undefined) return first;
  const stores = new Set(fitting.map(({ serves }) => serves.store));
  if (stores.size === fitting.length) {
    return `say which store is meant:\n  ${[...stores].map((one) => `--store ${one}`).join('\n  ')}`;
  }
  const places = fitting.map(placeOf).join('\n  ');
  return `several lines are for ${machine}; remove those that are not the lost laptop's:\n  ${places}`;
}

/** Whoever has the old key is to enter by no other line, and the new key is to lead nowhere else. */
function whyNotInPlaceOf(line: KnownLine, key: PublicKey, lines: readonly KnownLine[]): string | undefined {
  if (/(?:^|,)cert-authority(?:,|[ \t])/i.test(line.options.replace(/"(?:\\"|[^"])*"/g, ''))) {
    return `${placeOf(line)} is for an authority's certificates, not for one key: change it by hand`;
  }
  const others = lines.filter((one) => one !== line);
  const taken = whyTaken(key, others);
  if (taken !== undefined) return taken;
  const again = others.filter((one) => one.key.blob === line.key.blob);
  return again.length === 0
    ? undefined
    : `the lost laptop's key enters by other lines too; remove them first:\n  ${again.map(placeOf).join('\n  ')}`;
}

function describe(given: Given, line: KnownLine, key: PublicKey): string {
  const { machine, code, seconds } = given;
  const replaced =
    line.key.blob === key.blob
      ? `${machine} has the key ${fingerprintOf(key)} already.`
      : `${machine} has the key ${fingerprintOf(key)} from now on.\nThe one before it is locked out: ${fingerprintOf(line.key)}${line.key.comment === '' ? '' : ` (${safeText(line.key.comment)})`}.`;
  return `Code: ${code}

${replaced}
For ${formatDuration(seconds)}, and for one connection, it may read ${namesOf(given)} of its own, and nothing else.
Type the code on the new laptop, where Latchkey asks for it. It is not shown again.
"latchkey-host --revoke-restore" ends the reading at once.
`;
}
