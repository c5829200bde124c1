/**
 * latchkey-host. Reports go to stdout, one JSON object a line; words for people, which end up in the laptop's log,
 * to stderr. Its parent is sshd, or the laptop's own run: when that goes, the connection to the laptop goes with it,
 * rsync ends and so does this program. What a kill leaves behind, the next run clears away.
 */
import { text } from 'node:stream/consumers';
import { describeFailure } from '../shared/describe-failure';
import { EXIT } from '../shared/exit-codes';
import type { HostFailure } from '../shared/failures';
import { formatAnswer } from '../shared/give-back';
import { RESTORE_REQUEST } from '../shared/give-back-channel';
import type { Report } from '../shared/report';
import { safeJson, safeText } from '../shared/safe-text';
import { releaseHold } from './alarm/release';
import { checkStore, formatFindings } from './check-store';
import { HELP, parseCommandLine, type Command } from './command-line';
import { answerQuestion } from './give-back/answer';
import { carry } from './give-back/carry';
import { grantRestore, revokeRestore, whyNotHere } from './give-back/grant-command';
import { serve } from './give-back/serve';
import { serveGrant } from './give-back/session';
import { StoreHider } from './hide-store';
import { actByHand } from './keep/by-hand';
import { formatPreview, previewPolicy } from './keep/preview';
import { formatList, listSnapshots } from './list-snapshots';
import { workAfterBackup } from './proof/after-backup';
import { formatVerified, verifyStore } from './proof/verify-command';
import { receive } from './receive';
import { messageOf } from './result';
import { endWith, report, say, untilHeard } from './speak';
import { isFull } from './store-failure';
import { MachinePaths } from './store-layout';
import { versionText } from './tell-version';
import type { Caller } from './way-to-laptop';

const ENDING_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

function endedBySignal(): AbortSignal {
  const ended = new AbortController();
  for (const name of ENDING_SIGNALS)
    process.on(name, () => {
      ended.abort(new Error(`ended by ${name}`));
    });
  return ended.signal;
}

async function receiveOne(command: Extract<Command, { kind: 'receive' }>): Promise<number> {
  const callback = command.request ?? process.env.SSH_ORIGINAL_COMMAND;
  if (callback === undefined && command.here === undefined)
    return refuseUsage('this is the forced command of a key: no request came with it');
  const ended = endedBySignal();
  // Whoever gives one of these is this machine's own user, whatever ssh session it may have been started in.
  const isOwn = command.request !== undefined || command.here !== undefined;
  const sshConnection = isOwn ? undefined : process.env.SSH_CONNECTION;
  const { store, machine, retention, verifySeconds, timeLimit, allowTunnel, here } = command;
  const caller: Caller =
    here === undefined
      ? { kind: 'laptop', callback: callback ?? '', sshConnection }
      : { kind: 'here', standIn: here };
  const asked = { caller, stdin: process.stdin };
  const call = { store, machine, retention, verifySeconds, timeLimit, allowTunnel, ...asked };
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

async function showList(command: Extract<Command, { kind: 'list' }>): Promise<number> {
  try {
    const listed = await listSnapshots(command.store, command.machine);
    process.stdout.write(command.json ? `${safeJson(listed.snapshots)}\n` : formatList(listed));
    return EXIT.completed;
  } catch (error) {
    say(messageOf(error));
    return EXIT.failed;
  }
}

async function release({ store, machine }: Extract<Command, { kind: 'release' }>): Promise<number> {
  const released = await releaseHold(new MachinePaths(store, machine));
  if (released.ok) process.stdout.write(`${released.words}\n`);
  else say(released.reason);
  return released.ok ? EXIT.completed : EXIT.failed;
}

async function showCheck(store: string): Promise<number> {
  const findings = await checkStore(store);
  process.stdout.write(formatFindings(store, findings));
  return findings.some(({ kind }) => kind === 'problem') ? EXIT.failed : EXIT.completed;
}

async function doByHand(command: Extract<Command, { kind: 'by-hand' }>): Promise<number> {
  try {
    return await actByHand(command, {
      tell: (words) => {
        process.stdout.write(words);
      },
      complain: say,
    });
  } catch (error) {
    say(messageOf(error));
    return EXIT.failed;
  }
}

async function verify({
  store,
  machine,
  seconds,
  json,
}: Extract<Command, { kind: 'verify' }>): Promise<number> {
  try {
    const verified = await verifyStore(store, machine, seconds, endedBySignal(), say);
    process.stdout.write(json ? `${safeJson({ machines: verified })}\n` : formatVerified(verified));
    return verified.every(({ trouble, bad }) => trouble === null && bad.length === 0)
      ? EXIT.completed
      : EXIT.failed;
  } catch (error) {
    say(messageOf(error));
    return EXIT.failed;
  }
}

async function showPreview(command: Extract<Command, { kind: 'preview' }>): Promise<number> {
  try {
    const preview = await previewPolicy(new MachinePaths(command.store, command.machine), command.retention);
    process.stdout.write(command.json ? `${safeJson(preview)}\n` : formatPreview(preview));
    return EXIT.completed;
  } catch (error) {
    say(messageOf(error));
    return EXIT.failed;
  }
}

async function answer({ store, machine }: Extract<Command, { kind: 'answer' }>): Promise<number> {
  const asked = await text(process.stdin);
  const answered = await answerQuestion(new MachinePaths(store, machine), asked, (one) => {
    process.stdout.write(formatAnswer(one));
  });
  return answered ? EXIT.completed : EXIT.failed;
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

async function grantOrRevoke(
  command: Extract<Command, { kind: 'grant-restore' | 'revoke-restore' }>,
): Promise<number> {
  const reason = whyNotHere(process.env, process.stdin.isTTY);
  if (reason !== undefined) return refuseUsage(reason);
  try {
    const act = command.kind === 'grant-restore' ? grantRestore(command) : revokeRestore(command);
    const { done, words } = await act;
    if (done) process.stdout.write(words);
    else say(words);
    return done ? EXIT.completed : EXIT.failed;
  } catch (error) {
    say(messageOf(error));
    return EXIT.failed;
  }
}

async function afterBackup(command: Extract<Command, { kind: 'after-backup' }>): Promise<number> {
  await workAfterBackup(
    new MachinePaths(command.store, command.machine),
    command.verifySeconds,
    endedBySignal(),
  );
  return EXIT.completed;
}

function refuseUsage(reason: string): number {
  say(`${reason}\nSee latchkey-host --help.`);
  return EXIT.usage;
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
    case 'list':
      return await showList(parsed.value);
    case 'release':
      return await release(parsed.value);
    case 'check-store':
      return await showCheck(parsed.value.store);
    case 'by-hand':
      return await doByHand(parsed.value);
    case 'preview':
      return await showPreview(parsed.value);
    case 'verify':
      return await verify(parsed.value);
    case 'grant-restore':
    case 'revoke-restore':
      return await grantOrRevoke(parsed.value);
    case 'carry':
      await carry(parsed.value.words);
      return EXIT.completed;
    case 'answer':
      return await answer(parsed.value);
    case 'serve':
      return await serveRestore(parsed.value);
    case 'after-backup':
      return await afterBackup(parsed.value);
  }
}

process.exitCode = await main();
