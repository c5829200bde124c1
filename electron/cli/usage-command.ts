/** `latchkey --usage`: what takes the space, of directories here or of what du or ncdu wrote elsewhere. */
import { statSync } from 'node:fs';
import { EXIT } from '../../shared/exit-codes';
import type { PassedOver } from '../../shared/passed-over';
import type { Result } from '../../shared/result';
import type { ReadList } from '../usage/read-list';
import { readUsageFile } from '../usage/read-usage';
import { FLAGS } from '../usage/scanned-tree';
import { showName } from '../usage/show-name';
import type { Mistake } from './mistake';
import { ownLanguage } from './own-language';
import { sayProblems } from './say-problems';
import { scanInTerminal } from './scan-in-terminal';
import { CLEAR_LINE, complain } from './terminal';
import { writeUsage, type Measured, type UsageFormat } from './write-usage';

export interface UsageOptions {
  /** What to scan; none means the working directory. With `from` they are not looked at. */
  paths: string[];
  format: UsageFormat;
  /** Stay on the file system of each path; true unless said otherwise. */
  oneFileSystem?: boolean;
  /** Read what du or ncdu wrote from this file, `-` for the standard input, and scan nothing. */
  from?: string;
  /** Rows of the table and of `largest` in JSON. */
  rows?: number;
  /** The worker's bundle, where it does not lie beside this program. */
  workerFile?: URL | string;
}

const ROWS = 25;
const SHOW_EVERY_MS = 250;

/** From the words behind `--usage`; otherwise what is wrong with them. */
export function parseUsageWords(
  paths: string[],
  given: { json: boolean; du: boolean; ncdu: boolean; null: boolean },
): UsageOptions | Mistake {
  const formats = (['json', 'du', 'ncdu'] as const).filter((format) => given[format]);
  const [format = 'table', second] = formats;
  if (second !== undefined) return (say) => say.notTogether(format, second);
  if (given.null && format !== 'du') return (say) => say.nullWithDu;
  return { paths, format: given.null ? 'du0' : format };
}

/** What the paths are: directories to scan, or one file of what du or ncdu wrote. */
export function withSource(options: UsageOptions): UsageOptions {
  const [only, another] = options.paths;
  if (only === undefined || another !== undefined) return options;
  const isList = only === '-' || isFileOrPipe(only);
  return isList ? { ...options, paths: [], from: only } : options;
}

/** A pipe has a name in `latchkey --usage <(ssh server du -ak /)`. */
function isFileOrPipe(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && (stats.isFile() || stats.isFIFO());
}

/** Returns the exit code: 0; 3 where something could not be read, here or by the du that wrote a list; 1 where nothing could; 130 when interrupted. */
export async function usageCommand(options: UsageOptions): Promise<number> {
  const measured = options.from === undefined ? await scan(options) : await readMeasured(options.from);
  if (measured === undefined) return EXIT.failed;
  if (!measured.complete && options.format !== 'table' && options.format !== 'json') {
    complain(ownLanguage().words.terminal.scan.interruptedList);
    return EXIT.cancelled;
  }
  writeUsage(measured, options.format, options.rows ?? ROWS);
  sayProblems(measured.tree, measured.problems);
  sayPassedOver(measured.passedOver);
  if (!measured.complete) return EXIT.cancelled;
  if (measured.passedOver.some(({ kind }) => kind === 'complaint')) return EXIT.partial;
  if (measured.problems.length === 0) return EXIT.completed;
  const nothingSeen =
    measured.tree.nodeCount === 1 && ((measured.tree.flags[0] ?? 0) & FLAGS.statFailed) !== 0;
  return nothingSeen ? EXIT.failed : EXIT.partial;
}

async function scan(options: UsageOptions): Promise<Measured> {
  const result = await scanInTerminal(options.paths.length === 0 ? ['.'] : options.paths, {
    oneFileSystem: options.oneFileSystem ?? true,
    inDuOrder: options.format === 'du' || options.format === 'du0',
    ...(options.workerFile === undefined ? {} : { workerFile: options.workerFile }),
  });
  const { scan } = ownLanguage().words.terminal;
  for (const root of result.within) complain(scan.within(showName(root)));
  if (result.tooLarge) complain(scan.onlyPart);
  return { tree: result, ...result, passedOver: [] };
}

async function readMeasured(file: string): Promise<Measured | undefined> {
  const read = await readListInTerminal(file);
  if (!read.ok) {
    const { scan } = ownLanguage().words.terminal;
    complain(scan.unusable(file === '-' ? scan.standardInput : file, read.failure));
    return undefined;
  }
  const { tree, passedOver } = read.value;
  return { tree, passedOver, links: undefined, problems: [], engine: 'import', seconds: 0, complete: true };
}

/** A list of du or ncdu, with progress for people. `-` is the standard input. */
async function readListInTerminal(file: string): Promise<Result<ReadList, string>> {
  if (!process.stderr.isTTY) return readUsageFile(file);
  const { words, formats } = ownLanguage();
  let shown = performance.now();
  const read = await readUsageFile(file, (entries, bytes) => {
    if (performance.now() - shown < SHOW_EVERY_MS) return;
    shown = performance.now();
    const text = words.terminal.scan.readProgress(entries, formats.bytes(bytes));
    process.stderr.write(CLEAR_LINE + text);
  });
  process.stderr.write(CLEAR_LINE);
  return read;
}

/** Which lines of a list were not read, by kind, with the first of each. */
function sayPassedOver(passedOver: readonly PassedOver[]): void {
  passedOver.map(ownLanguage().words.space.list.passedOver).forEach((line) => {
    complain(line);
  });
}
