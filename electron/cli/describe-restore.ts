/** What a restore will do, and has done, in the words of the terminal and as JSON. */
import type { Entry } from '../../shared/give-back';
import type { Words } from '../../shared/words/catalogue';
import type { Language } from '../../shared/words/language';
import type { RestoreOutcome } from '../restore/going';
import { wordsBeside } from '../restore/name-beside';
import { foreseeName } from '../restore/place';
import type { RestoreMode } from '../restore/plan';
import type { Preview } from '../restore/preview';
import { showBytes, timeOfSnapshot, whyNot } from './describe-entry';
import { named } from './named';
import type { PathAsJson, PreviewAsJson, RestoredAsJson } from './json-outputs';
import { pathAsJson } from './path-as-json';

export function describePreview(
  language: Language,
  snapshot: string,
  mode: RestoreMode,
  preview: Preview,
): string[] {
  const { plan, files, bytes } = preview;
  const { words, formats } = language;
  const say = words.terminal.restore;
  const { moves, left, own, refused, followed, entered } = plan;
  if (mode.kind === 'archive') return describeArchive(language, snapshot, mode.file, preview);
  return [
    say.preview(timeOfSnapshot(snapshot), snapshot, files, formats.bytes(bytes)),
    ...named(language, moves, (move) => {
      const { as, aside } = foreseeName(move, mode, wordsBeside(snapshot));
      const before = aside === undefined ? '' : say.becomes(showBytes(aside));
      return `${showBytes(move.source)} -> ${showBytes(as)}${before}`;
    }),
    ...describeFollowed(say, followed),
    ...describeEntered(say, entered),
    ...whereTaken(say, mode),
    ...describeLeft(say, left),
    ...describeOwn(say, own),
    ...named(language, refused, ({ path, why }) => say.not(showBytes(path), whyNot(words, why))),
    ...describeSettled(language, preview),
  ];
}

/** What an archive would hold. */
function describeArchive(language: Language, snapshot: string, file: string, preview: Preview): string[] {
  const { words, formats } = language;
  const say = words.terminal.restore;
  const { plan, files, bytes, kinds } = preview;
  const counts = KINDS.flatMap((kind) => {
    const count = kinds.get(kind) ?? 0;
    return count === 0 ? [] : [say.kinds[kind](count)];
  });
  return [
    say.preview(timeOfSnapshot(snapshot), snapshot, files, formats.bytes(bytes)),
    say.wouldHold(showBytes(file), counts.join(', ')),
    ...named(
      language,
      plan.moves.flatMap(({ wanted }) => wanted),
      showBytes,
    ),
    ...describeSettled(language, preview),
  ];
}

const KINDS: readonly Entry['kind'][] = ['file', 'directory', 'link', 'device', 'special'];

function describeSettled(language: Language, { settled }: Pick<Preview, 'settled'>): string[] {
  const { replacements, lost } = settled;
  const replaced = [...replacements].map(([path, { snapshot }]) => ({ path, snapshot }));
  return [...describeReplaced(language, replaced), ...describeLost(language, [...lost])];
}

type Say = Words['terminal']['restore'];

function whereTaken(say: Say, { kind }: RestoreMode): string[] {
  if (kind === 'only-missing') return [];
  return [kind === 'swap' ? say.taken.swap : say.taken.beside];
}

/** `lines` for the standard output, `problems` for the standard error. */
export function describeRestore(
  language: Language,
  outcome: RestoreOutcome,
): { lines: string[]; problems: string[] } {
  const say = language.words.terminal.restore;
  const { placed, snapshot, cancelled, waiting } = outcome;
  const { archived } = outcome;
  const lines = [
    ...named(language, placed, ({ path, as, aside }) => {
      const before = aside === undefined ? '' : say.became(showBytes(aside));
      return path === as || archived !== undefined
        ? `${showBytes(as)}${before}`
        : `${showBytes(path)} -> ${showBytes(as)}${before}`;
    }),
    ...describeFollowed(say, outcome.followed),
    ...describeEntered(say, outcome.entered),
    ...describeLeft(say, outcome.left),
    ...describeOwn(say, outcome.own),
    cancelled
      ? say.cancelled
      : archived === undefined
        ? say.restored(timeOfSnapshot(snapshot), placed.length)
        : say.archived(timeOfSnapshot(snapshot), archived.length),
    ...(placed.length === 0 && outcome.left.length > 0 ? [say.nothingMissing] : []),
    ...(placed.length > 0 && !cancelled ? [say.undoes] : []),
  ];
  return { lines, problems: [...describeProblems(language, outcome), ...describeWaiting(say, waiting)] };
}

function describeProblems(language: Language, outcome: RestoreOutcome): string[] {
  const { refused, rotten, replaced, lost, notInFull, troubles } = outcome;
  const { words } = language;
  const say = words.terminal.restore;
  const section = <T>(list: readonly T[], head: Head, show: (one: T) => string): string[] =>
    listed(language, list, head, show);
  return [
    ...section(refused, say.refused, ({ path, why }) => `${showBytes(path)}: ${whyNot(words, why)}`),
    ...section(rotten, say.rotten, showBytes),
    ...describeReplaced(language, replaced),
    ...describeLost(language, lost),
    ...section(notInFull, say.notInFull, showBytes),
    // Mostly what is named above already, in rsync's own words.
    ...([refused, rotten, replaced, lost, notInFull].some((list) => list.length > 0) ? [] : troubles),
  ];
}

type Head = (count: number) => string;

function listed<T>(language: Language, list: readonly T[], head: Head, show: (one: T) => string): string[] {
  return list.length === 0 ? [] : [head(list.length), ...named(language, list, show)];
}

function describeReplaced(language: Language, replaced: RestoreOutcome['replaced']): string[] {
  const say = language.words.terminal.restore;
  return listed(language, replaced, say.replaced, ({ path, snapshot }) =>
    say.from(showBytes(path), timeOfSnapshot(snapshot), snapshot),
  );
}

function describeLost(language: Language, lost: readonly string[]): string[] {
  return listed(language, lost, language.words.terminal.restore.lost, showBytes);
}

function describeWaiting(say: Say, waiting: readonly string[] | undefined): string[] {
  return waiting === undefined ? [] : [say.waits(waiting.join(', '))];
}

function describeFollowed(say: Say, followed: readonly { from: string; to: string }[]): string[] {
  return followed.map(({ from, to }) => say.followed(showBytes(from), showBytes(to)));
}

function describeEntered(say: Say, entered: readonly string[]): string[] {
  return entered.map((path) => say.entered(showBytes(path)));
}

function describeLeft(say: Say, left: readonly string[]): string[] {
  return left.length === 0 ? [] : [say.left(left.length)];
}

function describeOwn(say: Say, own: readonly string[]): string[] {
  return own.map((path) => say.own(showBytes(path)));
}

export function previewAsJson(
  english: Words,
  snapshot: string,
  mode: RestoreMode,
  { plan, files, bytes, kinds, settled }: Preview,
): PreviewAsJson {
  return {
    ...{ type: 'preview', snapshot, files, bytes, kinds: Object.fromEntries(kinds) },
    moves: plan.moves.flatMap(({ source, target, wanted }) =>
      (mode.kind === 'archive' ? wanted : [source]).map((from) => ({ from: json(from), to: json(target) })),
    ),
    left: plan.left.map(json),
    own: plan.own.map(json),
    refused: plan.refused.map(({ path, why }) => ({ ...json(path), why: whyNot(english, why) })),
    followed: plan.followed.map(({ from, to }) => ({ from: json(from), to: json(to) })),
    entered: plan.entered.map(json),
    replaced: [...settled.replacements].map(([path, { snapshot: from }]) => ({
      ...json(path),
      snapshot: from,
    })),
    lost: [...settled.lost].map(json),
  };
}

export function restoreAsJson(english: Words, outcome: RestoreOutcome): RestoredAsJson {
  const { id, snapshot, cancelled, placed, left, own, refused, followed, rotten, notInFull } = outcome;
  return {
    ...{ type: 'restored', id, snapshot, cancelled, troubles: outcome.troubles },
    placed: placed.map(({ path, as, aside }) => ({
      ...json(path),
      as: json(as),
      ...(aside !== undefined && { aside: json(aside) }),
    })),
    left: left.map(json),
    own: own.map(json),
    refused: refused.map(({ path, why }) => ({ ...json(path), why: whyNot(english, why) })),
    followed: followed.map(({ from, to }) => ({ from: json(from), to: json(to) })),
    entered: outcome.entered.map(json),
    rotten: rotten.map(json),
    replaced: outcome.replaced.map(({ path, snapshot: from }) => ({ ...json(path), snapshot: from })),
    lost: outcome.lost.map(json),
    notInFull: notInFull.map(json),
    ...(outcome.archived !== undefined && { archived: outcome.archived.map(json) }),
    ...(outcome.waiting !== undefined && { waiting: outcome.waiting }),
  };
}

function json(path: string): PathAsJson {
  return pathAsJson(Buffer.from(path, 'latin1'));
}
