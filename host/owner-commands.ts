/** What the store's owner does here, by hand or from a timer. Output goes to stdout, what went wrong to stderr. */
import { replaceFile } from '../process/write-state-file';
import { EXIT } from '../shared/exit-codes';
import { releaseHold } from './alarm/release';
import { checkStore, formatFindings } from './check-store';
import type { Command } from './command';
import { endedBySignal } from './ended-by-signal';
import { readHealth } from './fleet/machine-health';
import { formatMetrics } from './fleet/metrics';
import { findNotHandedOn, findOverdue, formatNotHandedOn, formatOverdue } from './fleet/overdue';
import { addMachine } from './give-back/add-machine';
import { adoptMachine } from './give-back/adopt-machine';
import { grantRestore, revokeRestore, whyNotHere, type Said } from './give-back/grant-command';
import { handOn } from './hand-on/hand-on';
import { describeHandOnEnd } from './hand-on/hand-on-words';
import { actByHand } from './keep/by-hand';
import { formatPreview, previewPolicy } from './keep/preview';
import { formatList, listSnapshots } from './list-snapshots';
import { formatVerified, verifyStore } from './proof/verify-command';
import { messageOf } from './result';
import { jsonLine, refuseUsage, say } from './speak';
import { MachinePaths } from './store-layout';

/** Those that are not of the machinery of a backup or a restore. */
export type OwnerCommand = Exclude<
  Command,
  { kind: 'help' | 'version' | 'receive' | 'carry' | 'answer' | 'serve' | 'after-backup' }
>;

/** Gives the status to end with. */
export async function actForOwner(command: OwnerCommand): Promise<number> {
  try {
    return await act(command);
  } catch (error) {
    say(messageOf(error));
    return EXIT.failed;
  }
}

async function act(command: OwnerCommand): Promise<number> {
  switch (command.kind) {
    case 'list': {
      const listed = await listSnapshots(command.store, command.machine);
      return write(command.json ? jsonLine<'list'>(listed.snapshots) : formatList(listed));
    }
    case 'overdue': {
      const machines = await readHealth(command.store, command.machine);
      const overdue = findOverdue(machines, command.days);
      const notHandedOn = findNotHandedOn(machines, command.days);
      return write(
        command.json
          ? jsonLine<'overdue'>({ overdue, notHandedOn })
          : formatOverdue(overdue) + formatNotHandedOn(notHandedOn),
        overdue.length === 0 && notHandedOn.length === 0,
      );
    }
    case 'metrics': {
      const metrics = formatMetrics(command.store, await readHealth(command.store, undefined));
      if (command.output === undefined) return write(metrics);
      // Read by whoever collects it, which is another user.
      replaceFile(command.output, metrics, { mode: 0o644, flush: false });
      return EXIT.completed;
    }
    case 'release': {
      const released = await releaseHold(new MachinePaths(command.store, command.machine));
      return tell({ done: released.ok, words: released.ok ? `${released.words}\n` : released.reason });
    }
    case 'check-store': {
      const findings = await checkStore(command.store);
      const isWell = findings.every(({ kind }) => kind !== 'problem');
      return write(formatFindings(command.store, findings), isWell);
    }
    case 'by-hand':
      return await actByHand(command, { tell: write, complain: say });
    case 'preview': {
      const { store, machine, retention, json } = command;
      const preview = await previewPolicy(new MachinePaths(store, machine), retention);
      return write(json ? jsonLine<'keep'>(preview) : formatPreview(preview));
    }
    case 'verify': {
      const { store, machine, seconds, json } = command;
      const verified = await verifyStore(store, machine, seconds, endedBySignal(), say);
      write(json ? jsonLine<'verify'>({ machines: verified }) : formatVerified(verified));
      const isBad = verified.some(({ bad }) => bad.length > 0);
      if (isBad || verified.some(({ trouble, busy }) => trouble !== null && !busy)) return EXIT.failed;
      return verified.some(({ busy }) => busy) ? EXIT.skipped : EXIT.completed;
    }
    case 'hand-on': {
      const { store, machine, after } = command;
      const end = await handOn(new MachinePaths(store, machine), after, endedBySignal());
      const words = describeHandOnEnd(machine, end);
      if (end.kind === 'done') return write(`${words}\n`);
      say(words);
      return end.kind === 'busy' ? EXIT.skipped : EXIT.failed;
    }
    case 'grant-restore':
      return await asPerson(() => grantRestore(command));
    case 'revoke-restore':
      return await asPerson(() => revokeRestore(command));
    case 'adopt-machine':
      return await asPerson(() => adoptMachine(command));
    case 'add-machine':
      return await asPerson(() => addMachine(command));
  }
}

/** What only a person may do here, and no laptop's key. */
async function asPerson(work: () => Promise<Said>): Promise<number> {
  const reason = whyNotHere(process.env, process.stdin.isTTY);
  return reason === undefined ? tell(await work()) : refuseUsage(reason);
}

function tell({ done, words }: Said): number {
  if (done) return write(words);
  say(words);
  return EXIT.failed;
}

function write(words: string, isWell = true): number {
  process.stdout.write(words);
  return isWell ? EXIT.completed : EXIT.failed;
}
