/** `latchkey --exclude list`: the rules, what is odd about them, and with `--sizes` what each saves. */
import { homedir } from 'node:os';
import { EXIT } from '../../shared/exit-codes';
import { FATE } from '../exclude/decide-nodes';
import type { Diagnostic, Surroundings } from '../exclude/diagnostic';
import { diagnose } from '../exclude/diagnostics';
import type { ExcludeFile } from '../exclude/edit-exclude-file';
import type { Evaluation } from '../exclude/evaluate-rules';
import { isThere } from '../exclude/look-at-path';
import { parseExcludeList, type ExcludeLine } from '../exclude/parse-rules';
import { readable } from '../exclude/rule-for-path';
import { describeList, explainColumns } from './describe-excludes';
import { describeTotals } from './describe-sizes';
import type { JsonOutput } from './json-outputs';
import { languageOfJson, ownLanguage } from './own-language';
import { sayProblems } from './say-problems';
import { scanRoots } from './scan-roots';
import { say, sayJson } from './terminal';

/** Without a scan: at once. */
export async function listExcludes(
  file: ExcludeFile,
  roots: readonly string[],
  json: boolean,
): Promise<number> {
  const lines = parseExcludeList(file.bytes);
  const diagnostics = diagnoseFile(file, roots, {});
  if (json) sayJson<'exclude-list'>(await asJson(file, lines, diagnostics, []));
  else describeList(ownLanguage(), file.path, lines, diagnostics).forEach(say);
  return EXIT.completed;
}

export async function listWithSizes(
  file: ExcludeFile,
  roots: readonly string[],
  json: boolean,
): Promise<number> {
  const scanned = await scanRoots(roots);
  if (typeof scanned === 'number') return scanned;
  const { scan, evaluator } = scanned;
  const { lines, effects, totals, fate } = evaluator.evaluate(file.bytes);
  const diagnostics = diagnoseFile(file, roots, { effects });
  const unseen = scan.problems.filter(({ node }) => fate[node] === FATE.backedUp);
  if (json) sayJson<'exclude-list'>({ ...(await asJson(file, lines, diagnostics, effects)), totals });
  else {
    const language = ownLanguage();
    const refused = lines.find(({ kind }) => kind === 'refused');
    const entries = unseen.filter(({ kind }) => kind === 'stat').length;
    [
      ...describeList(language, file.path, lines, diagnostics, effects),
      '',
      ...explainColumns(language.words, effects),
      refused === undefined
        ? describeTotals(language, totals, { directories: unseen.length - entries, entries })
        : language.words.terminal.exclude.wouldRefuse(refused.number),
    ].forEach(say);
  }
  sayProblems(scan, unseen);
  return EXIT.completed;
}

function diagnoseFile(
  file: ExcludeFile,
  roots: readonly string[],
  known: Pick<Surroundings, 'effects'>,
): Diagnostic[] {
  return diagnose(file.bytes, {
    ...{ roots, home: homedir(), variables: process.env },
    exists: (path) => isThere(Buffer.from(path, 'latin1')),
    ...known,
  });
}

async function asJson(
  file: ExcludeFile,
  lines: readonly ExcludeLine[],
  diagnostics: readonly Diagnostic[],
  effects: Evaluation['effects'],
): Promise<JsonOutput<'exclude-list'>> {
  const { excludes } = (await languageOfJson()).words;
  const effectOf = new Map(effects.map((effect) => [effect.line, effect]));
  return {
    file: file.path,
    lines: lines.flatMap(({ number, kind, text }) => {
      if (kind === 'blank' || kind === 'comment') return [];
      const effect = effectOf.get(number);
      const sizes = effect && { matches: effect.matches, own: effect.own, additional: effect.alone };
      return [{ line: number, kind, text: readable(text), ...sizes }];
    }),
    diagnostics: diagnostics.map(({ line, kind, about, instead }) => ({
      ...{ line, kind, about, sentence: excludes.odd(kind, about) },
      instead: instead.map(readable),
    })),
  };
}
