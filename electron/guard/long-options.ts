/**
 * The long options a peer may give. rsync's clients write each as one word, `--name` or `--name=value`, in one spelling;
 * whatever differs is not theirs.
 */
import { nameInReason } from './name-in-reason';

export interface LongOptions {
  /** `--name` to `--name` or `--name=value`, as our own vector spells it; what a sender has no use for is left out. */
  spelled: string[];
  compressionChosen: boolean;
  compressionOff: boolean;
  compressionLevel: boolean;
  /** What the peer asks for, in KiB a second; null: no limit. Ours may be lower, so it is spelled with that. */
  bandwidthLimit: number | null;
  /** In seconds; null: no limit. Spelled with ours, as the bandwidth is. */
  silenceLimit: number | null;
  /** The client names, behind its filter rules, what it wants of the root. */
  namesWhatItWants: boolean;
}

interface Rule {
  /** Undefined: the option takes no value. */
  value?: (value: string) => string | undefined;
  /** Accepted and left out of what is spelled here. */
  leftOut?: true;
}

const count = (value: string): string | undefined => (/^\d{1,9}$/.test(value) ? value : undefined);

/** zstd's levels above 19 want up to a gigabyte on the laptop. */
const level = (value: string): string | undefined =>
  /^-?\d{1,6}$/.test(value) && Number(value) <= 19 ? value : undefined;

const algorithm = (value: string): string | undefined =>
  ['zstd', 'lz4', 'zlibx', 'zlib', 'none'].includes(value) ? value : undefined;

/**
 * Suffixes between slashes, each with at most one short class such as `mp[34]`: rsync expands classes into a tree, and
 * many of them in one suffix would fill the memory. Newer clients escape the brackets for a shell we do not have.
 */
function suffixes(value: string): string | undefined {
  const plain = value.replace(/\\(?=[[\]])/g, '');
  const each = plain.split('/');
  const fine = each.every((suffix) =>
    /^[A-Za-z0-9_+.-]{0,16}(\[[A-Za-z0-9-]{1,16}\])?[A-Za-z0-9_+.-]{0,16}$/.test(suffix),
  );
  return fine && each.length <= 250 ? plain : undefined;
}

/** Names by the stream, each ended by a NUL, that are vetted there. They go together, or rsync would read lines. */
export const NAMES_OPTIONS = ['--files-from=-', '--from0'] as const;

const ALLOWED: Readonly<Record<string, Rule>> = {
  '--numeric-ids': {},
  '--one-file-system': {},
  '--bwlimit': { value: count, leftOut: true },
  '--timeout': { value: count, leftOut: true },
  '--skip-compress': { value: suffixes },
  '--compress-level': { value: level },
  '--compress-choice': { value: algorithm },
  '--old-compress': {},
  '--new-compress': {},
  // Clients keep these to themselves when they pull, and a sender has nothing to delete.
  '--delete': { leftOut: true },
  '--delete-before': { leftOut: true },
  '--delete-during': { leftOut: true },
  '--delete-delay': { leftOut: true },
  '--delete-after': { leftOut: true },
  '--delete-excluded': { leftOut: true },
  '--files-from=-': { leftOut: true },
  '--from0': { leftOut: true },
};

/** All others are refused as well; these say why. */
const REFUSED: Readonly<Record<string, string>> = {
  '--sender': 'it was given before',
  '--server': 'it was given before',
  '--daemon': 'it starts a daemon',
  '--config': 'it starts a daemon',
  '--remove-source-files': 'it deletes files',
  '--remove-sent-files': 'it deletes files',
  '--log-file': 'it writes a file',
  '--log-file-format': 'it writes a file',
  '--log-format': 'it is for writing',
  '--secluded-args': 'the arguments would come later, unseen',
  '--protect-args': 'the arguments would come later, unseen',
  '--files-from': 'it asks for other paths than the root',
  '--copy-devices': 'it reads devices',
  '--write-devices': 'it writes devices',
  '--copy-links': 'it follows symbolic links out of the root',
  '--copy-dirlinks': 'it follows symbolic links out of the root',
  '--copy-unsafe-links': 'it follows symbolic links out of the root',
  '--relative': 'it sends the path above the root',
  '--debug': 'it tells what is hidden',
  '--info': 'it may tell what is hidden',
  '--rsh': 'it names a program',
  '--filter': 'filter rules are ours to give',
  '--exclude': 'filter rules are ours to give',
  '--include': 'filter rules are ours to give',
  '--exclude-from': "it reads a file of the peer's choice",
  '--include-from': "it reads a file of the peer's choice",
  // It would show the owner that an attribute claims in place of the real one: a snapshot that lies.
  '--fake-super': 'it hides the real owner and mode',
  // Changes how many names the client sends before its filter rules, which the vetting must know.
  '--checksum-choice': 'checksums are negotiated',
  '--protocol': 'the protocol is negotiated',
  '--iconv': 'names are sent as they are',
  '--': 'options do not end early',
};

export function parseLongOptions(tokens: readonly string[]): LongOptions | { reason: string } {
  const seen = new Map<string, string>();
  const spelled: string[] = [];
  for (const token of tokens) {
    const equals = Object.hasOwn(ALLOWED, token) ? -1 : token.indexOf('=');
    const name = equals === -1 ? token : token.slice(0, equals);
    const value = equals === -1 ? undefined : token.slice(equals + 1);

    const rule = Object.hasOwn(ALLOWED, name) ? ALLOWED[name] : undefined;
    if (rule === undefined) return { reason: refuseOption(name) };
    if (seen.has(name)) return { reason: `option ${name} given twice` };
    const checked = checkValue(name, rule, value);
    if ('reason' in checked) return checked;
    seen.set(name, checked.value);
    if (rule.leftOut !== true) spelled.push(rule.value === undefined ? name : `${name}=${checked.value}`);
  }

  const [missing, ...others] = NAMES_OPTIONS.filter((option) => !seen.has(option));
  if (missing !== undefined && others.length === 0) return { reason: `option ${missing} is missing` };
  const choices = ['--compress-choice', '--old-compress', '--new-compress'].filter((name) => seen.has(name));
  if (choices.length > 1) return { reason: `options ${choices.join(' and ')} contradict each other` };
  const compressionOff = seen.get('--compress-choice') === 'none';
  const compressionLevel = seen.has('--compress-level');
  // Versions of rsync disagree whether this compresses, and so whether the client's next bytes name algorithms.
  if (compressionOff && compressionLevel)
    return { reason: 'options --compress-choice=none and --compress-level contradict each other' };
  return {
    spelled,
    compressionChosen: choices.length === 1,
    compressionOff,
    compressionLevel,
    // 0 is rsync's word for none.
    bandwidthLimit: Number(seen.get('--bwlimit') ?? 0) || null,
    silenceLimit: Number(seen.get('--timeout') ?? 0) || null,
    namesWhatItWants: missing === undefined,
  };
}

function checkValue(
  name: string,
  rule: Rule,
  value: string | undefined,
): { value: string } | { reason: string } {
  if (rule.value === undefined)
    return value === undefined ? { value: '' } : { reason: `option ${name} takes no value` };
  if (value === undefined) return { reason: `option ${name} without its value behind an equals sign` };
  const checked = rule.value(value);
  return checked === undefined
    ? { reason: `option ${name} with the value "${nameInReason(value)}"` }
    : { value: checked };
}

function refuseOption(name: string): string {
  const why = Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined;
  const what = name.startsWith('-') ? 'option' : 'word';
  return `${what} "${nameInReason(name)}" is not allowed${why === undefined ? '' : `: ${why}`}`;
}
