/** `latchkey --restore`, `--resume` and `--undo`: files come back, over nothing. Asks for nothing but a host's code. */
import { statSync } from 'node:fs';
import { EXIT } from '../../shared/exit-codes';
import type { Result } from '../../shared/result';
import { toBytes } from '../exclude/list-text';
import { ARCHIVE_ENDINGS, isArchiveName } from '../restore/archive/formats';
import type { RestoreOutcome } from '../restore/going';
import type { Moved } from '../restore/find-place';
import type { RestoreMode } from '../restore/plan';
import { previewRestore } from '../restore/preview';
import { findUnfinished, hostToGoOn, restore, resume, type RestoreContext } from '../restore/restore';
import type { GrantedStore } from '../restore/source';
import { undo } from '../restore/undo';
import { keepAwake } from '../schedule/keep-awake';
import type { Bundles } from '../settings/bundles';
import { settingsAt } from '../settings/settings-file';
import type { UserPaths } from '../settings/user-paths';
import { notUnderstood } from './look-back-commands';
import { describePreview, describeRestore, previewAsJson, restoreAsJson } from './describe-restore';
import { describeUndo, undoAsJson } from './describe-undo';
import type { Mistake } from './mistake';
import { languageOfJson, ownLanguage } from './own-language';
import { pathOfArgument } from './path-of-argument';
import { failWith, findSnapshotFor, wantedPath, whenOf, withSource, type Asked } from './restore-source';
import { showRestoreProgress } from './show-restore-progress';
import { complain, say, sayJson } from './terminal';

export interface RestoreOptions extends Asked {
  paths: string[];
  at: string | undefined;
  how: 'beside' | 'swap' | 'only-missing' | { to: string } | { archive: string };
  /** What the one path is called here by now. */
  movedTo: string | undefined;
  dryRun: boolean;
}

/** From the words behind `--restore`; otherwise what is wrong with them. */
export function parseRestoreWords(
  paths: string[],
  given: {
    at?: string;
    to?: string;
    archive?: string;
    'moved-to'?: string;
    beside?: boolean;
    swap?: boolean;
    'only-missing'?: boolean;
  },
  rest: Pick<RestoreOptions, 'dryRun' | keyof Asked>,
): RestoreOptions | Mistake {
  if (paths.length === 0 || paths.includes('')) return (say) => say.restoreWhat;
  const ways = (['to', 'archive', 'beside', 'swap', 'only-missing'] as const).filter(
    (way) => given[way] !== undefined,
  );
  const [way = 'beside', second] = ways;
  if (second !== undefined) return (say) => say.notTogether(way, second);
  const how =
    way === 'to' ? { to: given.to ?? '' } : way === 'archive' ? { archive: given.archive ?? '' } : way;
  const movedTo = given['moved-to'];
  if (movedTo !== undefined && (way === 'to' || way === 'archive')) {
    return (say) => say.notTogether(way, 'moved-to');
  }
  if (movedTo !== undefined && paths.length > 1) return (say) => say.movedToOnePath;
  return { paths, at: given.at, how, movedTo, ...rest };
}

export async function restoreCommand(
  paths: UserPaths,
  bundles: Bundles,
  options: RestoreOptions,
): Promise<number> {
  const { at, json, dryRun, codeFrom, from } = options;
  const when = whenOf(at);
  if (when === undefined) return notUnderstood(at);
  const mode = modeOf(options.how);
  if (typeof mode === 'string') {
    complain(mode);
    return EXIT.usage;
  }
  return withSource(paths, bundles, { json, codeFrom, from }, async (source, settings) => {
    const chosen = await findSnapshotFor(source, at, when);
    if (!chosen.ok) return failWith(chosen.failure, json);
    const language = ownLanguage();
    const { snapshot } = chosen.value;
    const wanted = options.paths.map((path) => wantedPath(path, settings));
    const moved = movedFrom(wanted[0] ?? '/', options.movedTo);
    if (typeof moved === 'string') {
      complain(moved);
      return EXIT.usage;
    }
    const request = { source, snapshot, mode, paths: wanted, moved };
    if (!dryRun && findUnfinished(paths.restoresDirectory) !== undefined) {
      complain(language.words.terminal.restore.earlierCutShort);
    }
    return withSignals(paths, json, async (context) => {
      if (!dryRun) return finishRestore(await restore(request, context), json);
      const preview = await previewRestore(request, context.signal);
      if (!preview.ok) return failWith(preview.failure, json);
      if (json)
        sayJson<'restore'>(previewAsJson((await languageOfJson()).words, snapshot, mode, preview.value));
      else describePreview(language, snapshot, mode, preview.value).forEach(say);
      const { plan, settled } = preview.value;
      const missed = plan.refused.length + settled.replacements.size + settled.lost.size;
      return missed > 0 ? EXIT.partial : EXIT.completed;
    });
  });
}

export async function resumeCommand(
  paths: UserPaths,
  bundles: Bundles,
  { json, codeFrom }: Omit<Asked, 'from'>,
): Promise<number> {
  const { runtime, host } = bundles;
  const goOn = (connection?: GrantedStore): Promise<number> =>
    withSignals(paths, json, async (context) =>
      finishRestore(await resume({ runtime, host }, context, connection), json),
    );
  const unfinished = findUnfinished(paths.restoresDirectory);
  const place = unfinished && hostToGoOn(unfinished);
  // All that is missing is on this machine.
  if (place === undefined) return goOn();
  const from = settingsAt(paths.settingsFile, place)?.destination;
  return withSource(paths, bundles, { json, codeFrom, from }, (source) =>
    goOn(source.kind === 'granted' ? source : undefined),
  );
}

export async function undoCommand(paths: UserPaths, { json }: { json: boolean }): Promise<number> {
  const undone = await undo(paths.restoresDirectory, new Date());
  if (!undone.ok) return failWith(undone.failure, json);
  const { lines, problems } = describeUndo(ownLanguage(), undone.value);
  if (json) sayJson<'undo'>(undoAsJson((await languageOfJson()).words, undone.value));
  else lines.forEach(say);
  if (!json)
    problems.forEach((line) => {
      complain(line);
    });
  const { kept, refused } = undone.value;
  return kept.length > 0 || refused.length > 0 ? EXIT.partial : EXIT.completed;
}

/** What was asked for, or what is wrong with it. */
function modeOf(how: RestoreOptions['how']): RestoreMode | string {
  if (typeof how === 'string') return { kind: how };
  if ('archive' in how) {
    return isArchiveName(how.archive)
      ? { kind: 'archive', file: toBytes(pathOfArgument(how.archive)) }
      : ownLanguage().words.terminal.restore.archiveName(how.archive, ARCHIVE_ENDINGS.join(', '));
  }
  const directory = directoryOf(how.to);
  return directory.ok ? { kind: 'to', directory: directory.bytes } : directory.problem;
}

function movedFrom(from: string, movedTo: string | undefined): Moved | string | undefined {
  if (movedTo === undefined) return undefined;
  const to = directoryOf(movedTo);
  if (!to.ok) return to.problem;
  return from === '/' || to.bytes === '/'
    ? ownLanguage().words.terminal.restore.notMovedRoot
    : { from, to: to.bytes };
}

function directoryOf(argument: string): { ok: true; bytes: string } | { ok: false; problem: string } {
  const directory = pathOfArgument(argument);
  const bytes = toBytes(directory);
  const isThere = statSync(Buffer.from(bytes, 'latin1'), { throwIfNoEntry: false })?.isDirectory() === true;
  return isThere
    ? { ok: true, bytes }
    : { ok: false, problem: ownLanguage().words.terminal.restore.noDirectory(directory) };
}

/** Says how it went. */
export async function finishRestore(result: Result<RestoreOutcome>, json: boolean): Promise<number> {
  if (!result.ok) return failWith(result.failure, json);
  const outcome = result.value;
  const { lines, problems } = describeRestore(ownLanguage(), outcome);
  if (json) sayJson<'restore'>(restoreAsJson((await languageOfJson()).words, outcome));
  else lines.forEach(say);
  if (!json)
    problems.forEach((line) => {
      complain(line);
    });
  if (outcome.cancelled) return EXIT.cancelled;
  const { refused, rotten, replaced, lost, notInFull, troubles } = outcome;
  const isPartial = [refused, rotten, replaced, lost, notInFull, troubles].some((list) => list.length > 0);
  return isPartial ? EXIT.partial : EXIT.completed;
}

/** What ends this program ends the restore, in order. */
export async function withSignals(
  paths: UserPaths,
  json: boolean,
  work: (context: RestoreContext) => Promise<number>,
): Promise<number> {
  const ending = new AbortController();
  const cancel = (): void => {
    ending.abort();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, cancel);
  const progress = showRestoreProgress(json);
  const release = keepAwake(ownLanguage().words.run.awake.restore);
  try {
    return await work({ restores: paths.restoresDirectory, signal: ending.signal, emit: progress.show });
  } finally {
    await release();
    progress.end();
    for (const signal of signals) process.off(signal, cancel);
  }
}
