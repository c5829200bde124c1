/** The headless root: no display, no question, ever. */
import { NoFileError } from '../../process/read-file';
import { EXIT } from '../../shared/exit-codes';
import { userPaths } from '../settings/user-paths';
import { adoptCommand } from './adopt-command';
import { acceptStoreCommand } from './accept-store-command';
import { parseCommand, type Command } from './arguments';
import { bundlesBeside } from './bundles';
import { checkCommand } from './check-command';
import { destinationCommand } from './destination-command';
import { excludeCommand } from './exclude-command';
import { explainCommandLine } from './explain-command-line';
import { helpText } from './help';
import { initCommand } from './init-command';
import { listCommand, snapshotsCommand, versionsCommand } from './look-back-commands';
import { findOwnLanguage, ownLanguage } from './own-language';
import { restoreCommand, resumeCommand, undoCommand } from './restore-command';
import { runCommand } from './run-command';
import { pauseCommand, scheduleCommand } from './schedule-command';
import { changesCommand, findCommand } from './search-commands';
import { sheetCommand } from './sheet-command';
import { statusCommand } from './status-command';
import { tellNoticeCommand } from './tell-notice-command';
import { usageCommand, withSource } from './usage-command';
import { complain, isOutputLost, surviveLostOutput } from './terminal';
import { versionCommand } from './version-command';

async function perform(command: Command): Promise<number> {
  const paths = userPaths();
  switch (command.command) {
    case 'help':
      process.stdout.write(helpText(ownLanguage().words, command.of));
      return EXIT.completed;
    case 'version':
      return versionCommand(paths, command);
    case 'run':
      return runCommand(paths, bundlesBeside(import.meta.url), command);
    case 'status':
      return statusCommand(paths, command);
    case 'check':
      return checkCommand(paths, bundlesBeside(import.meta.url), command);
    case 'init':
      return initCommand(paths, command);
    case 'usage':
      return usageCommand(withSource(command.options));
    case 'exclude':
      return excludeCommand(paths, command.options);
    case 'schedule':
      return scheduleCommand(paths, command.options);
    case 'destination':
      return destinationCommand(paths, command.options);
    case 'pause':
      return pauseCommand(paths, command.text);
    case 'accept-store':
      return acceptStoreCommand(paths, command);
    case 'snapshots':
      return snapshotsCommand(paths, bundlesBeside(import.meta.url), command);
    case 'list':
      return listCommand(paths, bundlesBeside(import.meta.url), command);
    case 'versions':
      return versionsCommand(paths, bundlesBeside(import.meta.url), command);
    case 'restore':
      return restoreCommand(paths, bundlesBeside(import.meta.url), command.options);
    case 'resume':
      return resumeCommand(paths, bundlesBeside(import.meta.url), command);
    case 'undo':
      return undoCommand(paths, command);
    case 'find':
      return findCommand(paths, bundlesBeside(import.meta.url), command);
    case 'changes':
      return changesCommand(paths, bundlesBeside(import.meta.url), command);
    case 'adopt':
      return adoptCommand(paths, bundlesBeside(import.meta.url), command.options);
    case 'sheet':
      return sheetCommand(paths, command);
    case 'explain':
      return explainCommandLine(paths, command.text);
    case 'tell-notice':
      return tellNoticeCommand(paths);
  }
}

/** Nothing they do needs root, and what they make would be root's. */
const NEVER_AS_ROOT: ReadonlySet<Command['command']> = new Set([
  'run',
  'check',
  'restore',
  'resume',
  'undo',
  'adopt',
]);

/** A full or read-only disk, a quota, somebody else's file: nothing that this program could do better. */
const OF_FILE_SYSTEM = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EISDIR', 'ENOTDIR', 'EMFILE'];

function isOfFileSystem(error: unknown): boolean {
  return OF_FILE_SYSTEM.includes((error as NodeJS.ErrnoException).code ?? '');
}

/** A backup is what was asked for; of all else the output is. */
const DO_MORE_THAN_SAY: ReadonlySet<Command['command']> = new Set(['run', 'restore', 'resume', 'undo']);

/** They are there sooner without. */
const HAVE_NO_LANGUAGE: ReadonlySet<Command['command']> = new Set(['version', 'tell-notice']);

async function main(): Promise<number> {
  surviveLostOutput();
  const parsed = parseCommand(process.argv.slice(2));
  if (!parsed.ok) {
    const { mistakes } = (await findOwnLanguage(process.env)).words;
    complain(mistakes.seeHelp(parsed.mistake(mistakes)));
    return EXIT.usage;
  }
  if (process.getuid?.() === 0 && NEVER_AS_ROOT.has(parsed.command.command)) {
    complain((await findOwnLanguage(process.env)).words.mistakes.notAsRoot);
    return EXIT.usage;
  }
  const { command } = parsed.command;
  process.once('exit', () => {
    const isGood = process.exitCode === EXIT.completed;
    if (isGood && isOutputLost() && !DO_MORE_THAN_SAY.has(command)) process.exitCode = EXIT.failed;
  });
  if (!HAVE_NO_LANGUAGE.has(command)) await findOwnLanguage(process.env);
  return perform(parsed.command);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  async (error: unknown) => {
    const problem = error instanceof Error ? error.message : String(error);
    const { trouble } = (await findOwnLanguage(process.env)).words.terminal;
    if (error instanceof NoFileError) complain(trouble.moveAway(problem));
    else complain(isOfFileSystem(error) ? trouble.fileSystem(problem) : trouble.defect(problem));
    process.exitCode = EXIT.failed;
  },
);
