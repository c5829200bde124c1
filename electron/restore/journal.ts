/**
 * What a restore has done, step by step, so that it can be gone on with after a kill, and undone. One directory a restore,
 * in the user's state directory: `restores/ID/journal.jsonl`. Each line is written before what it announces is done.
 */
import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { MOST_TEXT_BYTES, readRegularFile } from '../../process/read-file';
import * as z from 'zod';
import { refusalSchema } from '../../shared/restore-refusal';
import { snapshotNameSchema } from '../../shared/snapshot-name';

const path = z.string();

const moveSchema = z.object({ source: path, target: path, directory: z.boolean(), wanted: z.array(path) });

const begun = z.object({
  step: z.literal('begun'),
  format: z.literal(1),
  at: z.iso.datetime(),
  /** A store of this machine, or the host that it came from. */
  store: z.string().optional(),
  host: z.string().optional(),
  machine: z.string(),
  snapshot: snapshotNameSchema,
  mode: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('beside') }),
    z.object({ kind: z.literal('swap') }),
    z.object({ kind: z.literal('only-missing') }),
    z.object({ kind: z.literal('to'), directory: path }),
    z.object({ kind: z.literal('archive'), file: path }),
  ]),
  make: z.array(path),
  moves: z.array(moveSchema),
  /**
   * Where files wait, each with the numbers of the moves that it is for; the last one, an archive as well. Text: programs
   * get it as an argument.
   */
  stagings: z.array(z.object({ directory: z.string(), moves: z.array(z.int().nonnegative()) })),
});

const stepSchema = z.discriminatedUnion('step', [
  /** A directory where files will wait is about to be made. Without a `begun` behind it, nothing else has been. */
  z.object({ step: z.literal('preparing'), directory: z.string() }),
  begun,
  /** All is fetched and proven: the store is not needed any more. */
  z.object({ step: z.literal('proven') }),
  z.object({ step: z.literal('made'), directory: path }),
  /** `aside`: what was there gets this name first. `mode`: of a directory that had to be opened for it. */
  z.object({
    step: z.literal('placing'),
    move: z.int().nonnegative(),
    as: path,
    aside: path.optional(),
    mode: z.int().optional(),
  }),
  /** By number and time of change it is known again, as long as nobody has changed it. */
  z.object({
    step: z.literal('placed'),
    move: z.int().nonnegative(),
    as: path,
    ino: z.number(),
    ctimeMs: z.number(),
  }),
  /** Of this one nothing is placed. */
  z.object({ step: z.literal('not-placed'), move: z.int().nonnegative(), why: refusalSchema }),
  z.object({ step: z.literal('finished'), at: z.iso.datetime() }),
  /** Of an undo: what came back is moved there, to be removed. */
  z.object({ step: z.literal('undoing'), directory: z.string() }),
  z.object({ step: z.literal('undone'), at: z.iso.datetime() }),
]);
export type JournalStep = z.infer<typeof stepSchema>;
export type Begun = z.infer<typeof begun>;

const FILE = 'journal.jsonl';

export interface KnownRestore {
  id: string;
  /** Its own directory. */
  directory: string;
  begun: Begun;
  steps: JournalStep[];
}

/** Writes nothing behind a torn line. Throws what the file system throws. */
export class Journal {
  private readonly descriptor: number;

  /** @param directory is made if it is missing */
  constructor(directory: string) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.descriptor = openSync(join(directory, FILE), 'a', 0o600);
    const before = readText(directory);
    if (before !== '' && !before.endsWith('\n')) writeSync(this.descriptor, '\n');
  }

  /** `survivesPowerCut`: costs a disk some milliseconds; a kill of this process loses no line either way. */
  write(step: JournalStep, survivesPowerCut = true): void {
    writeSync(this.descriptor, `${JSON.stringify(step)}\n`);
    if (survivesPowerCut) fsyncSync(this.descriptor);
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

/** The restores that are on record, the oldest first. What is not understood is passed over, and stays. */
export function readRestores(base: string): KnownRestore[] {
  return idsIn(base).flatMap((id) => {
    const directory = join(base, id);
    const steps = readSteps(directory);
    const first = steps.find((step) => step.step === 'begun');
    return first === undefined ? [] : [{ id, directory, begun: first, steps }];
  });
}

/**
 * Of those that were killed before they had begun: where files were to wait. Forgets each of which nothing is left. One with
 * a whole line that is not understood may have begun, and stays.
 */
export async function clearUnbegun(base: string, clear: (staging: string) => Promise<void>): Promise<void> {
  for (const id of idsIn(base)) {
    const directory = join(base, id);
    const wholeLines = readText(directory).split('\n').slice(0, -1);
    const stagings = wholeLines
      .flatMap(parseStep)
      .flatMap((one) => (one.step === 'preparing' ? one.directory : []));
    if (stagings.length === 0 || stagings.length < wholeLines.length) continue;
    for (const staging of stagings) if (isThere(staging)) await clear(staging);
    // Its disk may be away.
    if (stagings.some((staging) => isThere(staging) || !isThere(dirname(staging)))) continue;
    forgetSteps(directory);
    // One that has failed has its record there.
    if (readdirSync(directory).length === 0) rmdirSync(directory);
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function readSteps(directory: string): JournalStep[] {
  return readText(directory).split('\n').flatMap(parseStep);
}

export function isFinished({ steps }: KnownRestore): boolean {
  return steps.some(({ step }) => step === 'finished' || step === 'undone');
}

/** Of one that is finished, which cannot be undone from now on; or of one that never began. */
export function forgetSteps(directory: string): void {
  rmSync(join(directory, FILE), { force: true });
}

function parseStep(line: string): JournalStep[] {
  try {
    return [stepSchema.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}

function readText(directory: string): string {
  try {
    return readRegularFile(join(directory, FILE), 'utf8', MOST_TEXT_BYTES);
  } catch {
    return '';
  }
}

function idsIn(base: string): string[] {
  try {
    return readdirSync(base).sort();
  } catch {
    return [];
  }
}
