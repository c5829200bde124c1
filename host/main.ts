/**
 * latchkey-host. Reports go to stdout, one JSON object a line; words for people, which end up in the laptop's log,
 * to stderr. Its parent is sshd, or the laptop's own run: when that goes, the connection to the laptop goes with it,
 * rsync ends and so does this program. What a kill leaves behind, the next run clears away.
 */
import { loadStarter } from '../process/start-program';
import { describeFailure } from '../shared/describe-failure';
import { EXIT } from '../shared/exit-codes';
import type { HostFailure } from '../shared/failures';
import { formatAnswer } from '../shared/give-back';
import { RESTORE_REQUEST } from '../shared/give-back-channel';
import type { Report } from '../shared/report';
import { safeText } from '../shared/safe-text';
import type { Command } from './command';
import { parseCommandLine } from './command-line';
import { endedBySignal } from './ended-by-signal';
import { HELP } from './help';
import { answerQuestion } from './give-back/answer';
import { InPieces } from './give-back/in-pieces';
import { carry } from './give-back/carry';
import { questionsIn } from './give-back/questions-in';
import { serve } from './give-back/serve';
import { serveGrant } from './give-back/session';
import { StoreHider } from './hide-store';
import { workAfterBackup } from './proof/after-backup';
import { receive } from './receive';
import { messageOf } from './result';
import { actForOwner } from './owner-commands';
import { endWith, refuseUsage, report, say, untilHeard } from './speak';
import { isFull } from './store-failure';
import { MachinePaths } from './store-layout';
import { versionText } from './tell-version';
import type { Caller } from './way-to-laptop';

async function receiveOne(command: Extract<Command, { kind: 'receive' }>): Promise<number> {
  const callback = command.request ?? process.env.SSH_ORIGINAL_COMMAND;
  if (callback === undefined && command.here === undefined)
    return refuseUsage('this is the forced command of a key: no request came with it');
  const ended = endedBySignal();
  // A sign of life, which is no report: who has started this program here waits for it.
  if (command.here !== undefined) process.stdout.write('\n');
  // Whoever gives one of these is this machine's own user, whatever ssh session it may have been started in.
  const isOwn = command.request !== undefined || command.here !== undefined;
  const sshConnection = isOwn ? undefined : process.env.SSH_CONNECTION;
  const { store, machine, retention, verifySeconds, timeLimit, allowTunnel, atOnce, after, here } = command;
  const caller: Caller =
    here === undefined
      ? { kind: 'laptop', callback: callback ?? '', sshConnection }
      : { kind: 'here', standIn: here };
  const asked = { caller, stdin: process.stdin };
  const call = { store, machine, retention, verifySeconds, timeLimit, allowTunnel, atOnce, after, ...asked };
  const hider = isOwn ? undefined : new StoreHider(store, machine);
  const tell = (line: Report): void => {
    report(hider?.hideInReport(line) ?? line);
  };
  const log = (words: string): void => {
    say(hider?.hide(words) ?? words);
  };
  try {
    const received = await receive(call, { report: tell, log, untilHeard, signal: ended });
    if (received.ok) return EXIT.completed;
    // A laptop whose Latchkey is older than a failure knows it by these words.
    if (received.failure.code === 'tunnel-not-allowed') log(describeFailure(received.failure).nextStep);
    tell({ type: 'failed', failure: received.failure });
  } catch (error) {
    tell({ type: 'failed', failure: nameThrown(error, ended) });
  }
  return EXIT.failed;
}

/** The store can fail at any write: those errors are no bug, and here is where all of them arrive. */
function nameThrown(error: unknown, signal: AbortSignal): HostFailure {
  const detail = messageOf(error);
  if (signal.aborted) return { code: 'transfer-interrupted', detail };
  if (isFull(error)) return { code: 'store-full' };
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EACCES':
    case 'EIO':
    case 'EROFS':
      return { code: 'store-unusable', detail };
    default:
      return { code: 'host-internal', detail };
  }
}

/** As long as somebody asks: its input ends with who does. */
async function answer({ store, machine }: Extract<Command, { kind: 'answer' }>): Promise<number> {
  const paths = new MachinePaths(store, machine);
  const told = new InPieces((piece) => process.stdout.write(piece));
  let status: number = EXIT.completed;
  // While nothing is asked yet: most answers take rsync.
  void loadStarter();
  for await (const asked of questionsIn(process.stdin)) {
    const answered = await answerQuestion(paths, asked, (one) => {
      told.say(formatAnswer(one));
      // A person waits for these.
      if (one.answer === 'first') told.flush();
    });
    told.flush();
    if (!answered) status = EXIT.failed;
  }
  return status;
}

async function serveRestore(command: Extract<Command, { kind: 'serve' }>): Promise<number> {
  const { store, machine, snapshot, wanted, words } = command;
  const served = await serve(new MachinePaths(store, machine), { snapshot, wanted, words });
  if (typeof served === 'number') return served;
  say(served);
  return EXIT.failed;
}

/** The laptop's key asks for its files, in the place of a backup. */
async function giveBack({ store, machine }: Extract<Command, { kind: 'receive' }>): Promise<number> {
  const from = safeText(process.env.SSH_CONNECTION?.split(' ')[0] ?? 'nowhere known', 100);
  const { stdin, stdout } = process;
  const isLetIn = await serveGrant({ store, machine, from, stdin, stdout, signal: endedBySignal() });
  return isLetIn ? EXIT.completed : EXIT.failed;
}

function asksForFiles({ request, here }: Extract<Command, { kind: 'receive' }>): boolean {
  return request === undefined && here === undefined && process.env.SSH_ORIGINAL_COMMAND === RESTORE_REQUEST;
}

async function afterBackup(command: Extract<Command, { kind: 'after-backup' }>): Promise<number> {
  await workAfterBackup(
    new MachinePaths(command.store, command.machine),
    command.verifySeconds,
    endedBySignal(),
  );
  return EXIT.completed;
}

async function main(): Promise<number> {
  // The laptop may be gone before the last word; what is on this side is put in order all the same.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  const parsed = parseCommandLine(process.argv.slice(2));
  if (!parsed.ok) return refuseUsage(parsed.reason);
  switch (parsed.value.kind) {
    case 'help':
      process.stdout.write(HELP);
      return EXIT.completed;
    case 'version':
      process.stdout.write(await versionText(parsed.value.verbose));
      return EXIT.completed;
    case 'receive':
      // The caller, who may be anybody's machine, is not waited for.
      if (asksForFiles(parsed.value)) return await endWith(await giveBack(parsed.value));
      return await endWith(await receiveOne(parsed.value));
    case 'carry':
      await carry(parsed.value.words);
      return EXIT.completed;
    case 'answer':
      return await answer(parsed.value);
    case 'serve':
      return await serveRestore(parsed.value);
    case 'after-backup':
      return await afterBackup(parsed.value);
    default:
      return await actForOwner(parsed.value);
  }
}

process.exitCode = await main();
