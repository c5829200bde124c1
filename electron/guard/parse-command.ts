/**
 * What the guard makes of the command that the backup host sent. It needs nothing but its input, so that `latchkey --explain-command` gives the
 * same answer. The command is read from left to right, word by word, against one exact shape:
 *
 *     [ionice -cN [-nN]] rsync --server --sender -FLAGS [--OPTION...] . ROOT
 *
 * With `--files-from=- --from0` the client names in its stream what it wants of the root. rsync applies no exclude rule to such
 * names, and follows links in the directories above them: vet-names.ts holds them against the run's own list.
 *
 * No word of it reaches the program: the vector is built anew, out of our own words and values that were checked.
 */
import { NAMES_OPTIONS, parseLongOptions } from './long-options';
import { nameInReason } from './name-in-reason';
import type { GuardPlan, GuardRoot } from './plan';
import { parseShortFlags, type ShortFlags } from './short-flags';

/** What of the command decides how the client's stream begins (vet-client-stream.ts). */
export interface Negotiation {
  /** The client said that it names the algorithms it knows. */
  namesAlgorithms: boolean;
  /** The compression is among them: it is on, and nobody chose one. */
  compression: boolean;
}

export type Explanation =
  | {
      allowed: true;
      root: string;
      argv: [program: string, ...rest: string[]];
      negotiation: Negotiation;
      /** The list that the names of what is wanted are held against; undefined: the client names nothing. */
      namesFrom: string | undefined;
    }
  | { allowed: false; reason: string };

/** Twice the longest path, every character of it escaped, and room for the options. */
const LONGEST_COMMAND = 16_384;

export function explainCommand(
  command: string,
  plan: Pick<GuardPlan, 'roots' | 'rsync' | 'ionice' | 'dryRun' | 'bandwidthLimit' | 'silenceLimit'>,
): Explanation {
  if (command === '') return refuse('no command: a shell is not offered');
  if (command.length > LONGEST_COMMAND) return refuse('the command is too long');
  if (/\p{Cc}/u.test(command)) return refuse('a control character in the command');

  const { before, path } = splitWords(command);
  if (before.includes('')) return refuse('words that are not separated by exactly one space');
  const rsyncAt = skipIonice(before);
  if (before[rsyncAt] !== 'rsync')
    return refuse(`"${nameInReason(before[rsyncAt] ?? '')}" where rsync is expected`);
  if (before[rsyncAt + 1] !== '--server')
    return refuse('option --server is missing: not the other side of a transfer');
  if (before[rsyncAt + 2] !== '--sender') return refuse('option --sender is missing: it would write here');

  const cluster = before[rsyncAt + 3];
  if (cluster === undefined) return refuse('no flags');
  if (!cluster.startsWith('-') || cluster.startsWith('--')) {
    // Name the option itself where that is what is wrong with it.
    const option = parseLongOptions([cluster]);
    return refuse('reason' in option ? option.reason : 'no flags in front of the options');
  }
  const flags = parseShortFlags(cluster);
  if ('reason' in flags) return refuse(flags.reason);
  const options = parseLongOptions(before.slice(rsyncAt + 4));
  if ('reason' in options) return refuse(options.reason);
  if (plan.dryRun && !flags.dryRun) return refuse('flag -n is missing: this run is a dry run');

  if (path === undefined) return refuse('no path');
  const asked = findRoot(path, plan.roots);
  if (asked === undefined) return refuse(`path "${nameInReason(path)}" is not a root of this run`);

  const names = options.namesWhatItWants ? allowNames(flags, asked) : undefined;
  if (names === undefined && flags.relative)
    return refuse('flag -R is not allowed: it sends the path above the root');
  if (names !== undefined && 'reason' in names) return refuse(names.reason);

  // A level alone means compression as well; with -z said, every version of rsync agrees that it does.
  const compress = !options.compressionOff && (flags.compress || options.compressionLevel);
  const program: [string, ...string[]] =
    plan.ionice === null ? [plan.rsync] : [plan.ionice, '-c3', plan.rsync];
  return {
    allowed: true,
    root: asked.root.path,
    argv: [
      ...program,
      '--server',
      '--sender',
      flags.spell(compress),
      ...options.spelled.filter((option) => option !== '--compress-choice=none'),
      ...spellLimit('--bwlimit', options.bandwidthLimit, plan.bandwidthLimit),
      // Never without: a peer that stops reading must not keep its connection.
      ...spellLimit('--timeout', options.silenceLimit, plan.silenceLimit),
      // What has gone since it was listed is no error, as it is none to a client that names nothing.
      ...(names === undefined ? [] : [...NAMES_OPTIONS, '--ignore-missing-args']),
      `--exclude-from=${asked.excludeFile}`,
      '.',
      asked.path,
    ],
    negotiation: {
      namesAlgorithms: flags.abilities?.includes('v') ?? false,
      compression: compress && !options.compressionChosen,
    },
    namesFrom: names?.listFile,
  };
}

/** Only below a root that has a list, and only what is named itself: -r would bring all that lies in a directory, rules aside. */
function allowNames(
  { recursive, relative }: ShortFlags,
  { root: { path, listFile }, path: asked }: Asked,
): { listFile: string } | { reason: string } {
  if (recursive) return { reason: 'flag -r with --files-from: it would bring what is not named' };
  if (!relative) return { reason: 'flag -R is missing with --files-from' };
  if (!asked.endsWith('/')) return { reason: `names are below "${nameInReason(path)}/"` };
  if (listFile === null) return { reason: 'there is no list that names could be held against' };
  return { listFile };
}

/** The smaller of what the peer asks for and what the person allows: neither can lift the other's. */
function spellLimit(option: string, ...limits: readonly (number | null)[]): string[] {
  const set = limits.filter((limit) => limit !== null);
  return set.length === 0 ? [] : [`${option}=${Math.min(...set)}`];
}

/** The words in front of the lone dot, and all that is behind it: the path may hold spaces, nothing before it may. */
function splitWords(command: string): { before: string[]; path: string | undefined } {
  const before: string[] = [];
  let rest: string | undefined = command;
  while (rest !== undefined) {
    const space: number = rest.indexOf(' ');
    const word = space === -1 ? rest : rest.slice(0, space);
    rest = space === -1 ? undefined : rest.slice(space + 1);
    if (word === '.') break;
    before.push(word);
  }
  return { before, path: rest };
}

/** How many words `ionice -cN -nN` takes. They are dropped: the class is ours to choose, and it is the idle one. */
function skipIonice(words: readonly string[]): number {
  if (words[0] !== 'ionice' || !/^-c[0-3]$/.test(words[1] ?? '')) return 0;
  return /^-n[0-7]$/.test(words[2] ?? '') ? 3 : 2;
}

interface Asked {
  root: GuardRoot;
  path: string;
  excludeFile: string;
}

/**
 * The root that is asked for, with the exclude rules that fit how. Clients before 3.2.4 send the path as it is; later
 * ones put backslashes before what a shell would act on. The path that is used is the plan's, never the peer's.
 */
function findRoot(asked: string, roots: readonly GuardRoot[]): Asked | undefined {
  const unescaped = asked.replace(/\\(.)/gsu, '$1');
  const isAsked = (path: string) => asked === path || unescaped === path;
  for (const root of roots) {
    const contents = root.path === '/' ? '/' : `${root.path}/`;
    if (isAsked(contents)) return { root, path: contents, excludeFile: root.excludeFile };
    if (isAsked(root.path)) return { root, path: root.path, excludeFile: root.excludeFileWithName };
  }
  return undefined;
}

function refuse(reason: string): Explanation {
  return { allowed: false, reason };
}
