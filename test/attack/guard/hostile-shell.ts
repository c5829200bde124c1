/**
 * A program that rsync's client starts in place of ssh: it stands for the backup host's ssh, the wire and the laptop's
 * sshd. It starts the guard as sshd would, or, to show what the guard prevents, plain rsync with the very vector that
 * the guard would use, and changes the client's bytes on the way. Bundled by stage.ts; runs on its own.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { explainCommand } from '../../../electron/guard/parse-command';
import type { GuardPlan } from '../../../electron/guard/plan';

export interface Wire {
  guard: string;
  runDirectory: string;
  plan: GuardPlan;
  /** Plain rsync with the guard's vector, so that only the vetting is missing. */
  unguarded?: boolean;
  /** The command to send in place of the client's. */
  command?: string;
  /** Added to the flags of the unguarded vector, which the guard would have cut. */
  unguardedFlags?: string;
  /** How many lists of names the client sends after its version. */
  lists?: number;
  /** The version to send in place of the client's. */
  version?: number;
  /** Bytes, in hex, to put in front of the client's first frame. */
  insert?: string;
  oneByteWrites?: boolean;
  /** A file that gets the client's command, a NUL, and all its bytes as they came. */
  record?: string;
}

const wire = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Wire;
// As ssh does: what follows the host's name, joined by spaces.
const command = wire.command ?? process.argv.slice(4).join(' ');
const server = wire.unguarded === true ? startPlain() : startGuard();
server.once('exit', (status) => process.exit(status ?? 137));
server.stdin?.on('error', () => {
  // It has ended, and its exit ends this.
});
if (wire.record !== undefined) {
  const { record } = wire;
  writeFileSync(record, `${command}\0`);
  process.stdin.on('data', (chunk: Buffer) => {
    appendFileSync(record, chunk);
  });
}
process.stdin.on('end', () => server.stdin?.end());
process.stdin.on('data', relay());

function startGuard(): ChildProcess {
  return spawn(process.execPath, [wire.guard, wire.runDirectory], {
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { ...process.env, SSH_ORIGINAL_COMMAND: command },
  });
}

function startPlain(): ChildProcess {
  const explained = explainCommand(command, wire.plan);
  if (!explained.allowed) throw new Error(`not a command to compare with: ${explained.reason}`);
  const [program, ...rest] = explained.argv;
  const args = rest.map((word) =>
    /^-[a-zA-Z]+e\./.test(word) ? `-${wire.unguardedFlags ?? ''}${word.slice(1)}` : word,
  );
  return spawn(program, args, { stdio: ['pipe', 'inherit', 'inherit'] });
}

/** Waits for the version and the lists, changes what is to be changed, and passes on the rest. */
function relay(): (chunk: Buffer) => void {
  let begun = Buffer.alloc(0);
  let stage: 'version' | 'lists' | 'rest' = 'version';
  return (chunk) => {
    if (stage === 'rest') {
      send(chunk);
      return;
    }
    begun = Buffer.concat([begun, chunk]);
    if (stage === 'version' && begun.length >= 4) {
      const version = Buffer.from(begun.subarray(0, 4));
      if (wire.version !== undefined) version.writeUInt32LE(wire.version >>> 0);
      send(version);
      begun = begun.subarray(4);
      stage = 'lists';
    }
    if (stage === 'lists') {
      const end = endOfLists(begun, wire.lists ?? 0);
      // The client's frames come when it has rsync's answer: with them, or not before.
      if (end === undefined || begun.length === end) {
        if (end !== undefined && end > 0) {
          send(begun);
          begun = Buffer.alloc(0);
          wire.lists = 0;
        }
        return;
      }
      send(begun.subarray(0, end));
      send(Buffer.from(wire.insert ?? '', 'hex'));
      send(begun.subarray(end));
      stage = 'rest';
    }
  };
}

function endOfLists(bytes: Buffer, lists: number): number | undefined {
  let at = 0;
  for (let list = 0; list < lists; list += 1) {
    const length = bytes[at];
    if (length === undefined || bytes.length < at + 1 + length) return undefined;
    at += 1 + length;
  }
  return at;
}

function send(bytes: Buffer): void {
  if (wire.oneByteWrites !== true) {
    server.stdin?.write(bytes);
    return;
  }
  for (const byte of bytes) server.stdin?.write(Buffer.from([byte]));
}
