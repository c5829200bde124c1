/** One transfer of a granted connection: rsync here, with what the laptop's rsync says to it vetted at its head. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { writeAll } from '../../process/frames';
import { endOf, readLines } from '../../process/read-lines';
import { startProgram, type RunningProgram } from '../../process/start-program';
import { fetchSchema } from '../../shared/give-back-channel';
import { findRsync } from '../find-rsync';
import { makePrivateDirectory } from '../private-directory';
import { readMachine } from '../read-machine';
import { messageOf } from '../result';
import type { MachinePaths } from '../store-layout';
import type { Scope } from './answer';
import { parseSenderCommand } from './parse-sender-command';
import { nameBelow } from './snapshot-places';
import { shapeOfHead, StreamHead } from './vet-stream-head';

export interface Sending {
  /** Gives rsync what the laptop's says, as far as it may have it. */
  feed: (chunk: Buffer) => Promise<void>;
  /** The laptop has no more to say. */
  endInput: () => void;
  stop: () => Promise<void>;
}

export interface SendingEvents {
  data: (chunk: Buffer) => Promise<void>;
  words: (line: string) => void;
  /** All it has said was told. Null: it was ended, or never started. */
  ended: (status: number | null) => Promise<void>;
}

/** What is refused is told as words, and has ended. `asked`: JSON of fetchSchema. */
export async function sendFiles(
  paths: MachinePaths,
  asked: string,
  scope: Scope,
  events: SendingEvents,
): Promise<Sending | undefined> {
  const directory = await makePrivateDirectory();
  try {
    const command = await vetFetch(paths, asked, scope, directory.path);
    if (typeof command !== 'string') {
      const rsync = await startProgram({ ...command.start, stdio: ['pipe', 'pipe', 'pipe'] });
      directory.recordChild(rsync.identity);
      return follow(rsync, command.head, events, directory.remove);
    }
    events.words(`refused: ${command}`);
  } catch (error) {
    events.words(messageOf(error));
  }
  directory.remove();
  await events.ended(null);
  return undefined;
}

interface VettedFetch {
  start: { file: string; args: string[] };
  head: StreamHead;
}

/** In words what is wrong with it. */
async function vetFetch(
  paths: MachinePaths,
  asked: string,
  scope: Scope,
  directory: string,
): Promise<VettedFetch | string> {
  const parsed = fetchSchema.safeParse(jsonOf(asked));
  if (!parsed.success) return 'it is no request for files';
  const { snapshot, paths: wanted, words } = parsed.data;
  const command = parseSenderCommand(words);
  if (!command.ok) return command.reason;
  if (scope.snapshots?.includes(snapshot) === false) return 'the grant is for other snapshots';
  if (!(await readMachine(paths)).complete.includes(snapshot)) return `there is no ${snapshot}`;
  if (wanted.some((path) => nameBelow(path) === undefined)) return 'a path that is none of a snapshot';
  const programs = await findRsync();
  if (!programs.ok) return 'rsync is not installed';
  const shape = shapeOfHead(command.abilities, programs.value.rsyncVersion);
  if (shape === undefined) return 'rsync on this host is too old: 3.2.0 or later is needed';
  const list = join(directory, 'wanted');
  writeFileSync(list, Buffer.from(wanted.map((path) => `.${path}\0`).join(''), 'latin1'), { mode: 0o600 });
  const args = [
    // Its complaints name the store: they go through our hands, and not in the laptop's stream.
    ...['--server', '--sender', ...command.flags, '--fake-super', '--msgs2stderr'],
    ...[`--files-from=${list}`, '--from0', '.', `${paths.files(snapshot)}/`],
  ];
  return { start: { file: programs.value.rsync, args }, head: new StreamHead(shape) };
}

function follow(
  rsync: RunningProgram,
  head: StreamHead,
  events: SendingEvents,
  removeDirectory: () => void,
): Sending {
  const { stdin, stdout, stderr } = rsync;
  if (stdin === null || stdout === null) throw new Error('rsync has no pipes');
  readLines(stderr, 'utf8', events.words);
  const told = Promise.all([passOn(stdout, events.data), endOf(stderr)]);
  void rsync.ended.then(async ({ status }) => {
    await told;
    removeDirectory();
    await events.ended(status);
  });
  return {
    feed: (chunk) => feed(rsync, stdin, head, chunk, events.words),
    endInput: () => {
      stdin.end();
    },
    stop: rsync.stop,
  };
}

async function feed(
  rsync: RunningProgram,
  stdin: Writable,
  head: StreamHead,
  chunk: Buffer,
  complain: (words: string) => void,
): Promise<void> {
  const vetted = head.feed(chunk);
  if (typeof vetted !== 'string') {
    await writeAll(stdin, vetted);
    return;
  }
  complain(`refused: ${vetted}`);
  // It has not seen any of that, and will not.
  stdin.destroy();
  await rsync.stop();
}

async function passOn(stdout: Readable, data: (chunk: Buffer) => Promise<void>): Promise<void> {
  try {
    for await (const chunk of stdout as AsyncIterable<Buffer>) await data(chunk);
  } catch {
    // It was ended.
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
